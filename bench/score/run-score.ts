import type { Tell } from '@achilles/testkit';
import { takeTurns, type Ways } from '../measure/take-turns.ts';
import { checkAnswers } from './check-answers.ts';
import { ROWS_UNTIL } from './load-rows.ts';
import { raggedWindows } from './ragged-windows.ts';
import { pathOf, scoreQuestions } from './score-questions.ts';
import type { MeasuredQuestion } from './score-report.ts';
import { WAYS, type Way, type WayTargets, waysOf } from './score-ways.ts';

export interface RunOptions {
  readonly rounds: number;
  readonly days: number;
  readonly signal: AbortSignal;
  readonly tell: Tell;
}

/** Rounds that are not counted: code is compiled and pages are read in the first ones. */
const WARM_UP = 2;

/**
 * Checks that every way gives the same answers, then measures them in turns. No two calls of a measurement are about
 * the same window. @throws when answers differ
 */
export async function runScore(
  targets: WayTargets,
  { rounds, days, signal, tell }: RunOptions,
): Promise<MeasuredQuestion[]> {
  const nextWindow = raggedWindows(ROWS_UNTIL, days);
  const questions = scoreQuestions();
  const ways = questions.map((question) => waysOf(question, targets));
  for (const [i, question] of questions.entries()) {
    signal.throwIfAborted();
    const asked = ways[i];
    if (asked === undefined) continue;
    for (let round = 0; round < WARM_UP; round++) await checkAnswers(question, asked, nextWindow());
    tell(`checked ${pathOf(question)} (${question.mode ?? 'rows'}): all ways agree`);
  }
  const subjects = ways.map(
    (asked) => Object.fromEntries(WAYS.map((way) => [way, () => asked[way](nextWindow())])) as Ways<Way>,
  );
  const started = performance.now();
  const timings = await takeTurns(subjects, {
    rounds,
    beforeRound: (round) => {
      signal.throwIfAborted();
      const seconds = ((performance.now() - started) / 1_000).toFixed(0);
      tell(`round ${round + 1} of ${rounds}, after ${seconds} s`);
    },
  });
  return questions.map((question, i) => ({ question, timings: timings[i] as MeasuredQuestion['timings'] }));
}
