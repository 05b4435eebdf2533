import type { Tell } from '@achilles/testkit';
import { loadOfLastMinute } from '../measure/machine.ts';
import { median } from '../measure/statistics.ts';
import { type Timings, takeTurns, type Ways } from '../measure/take-turns.ts';
import { ROWS_UNTIL } from '../set-up/load-rows.ts';
import { checkAnswers } from './check-answers.ts';
import { raggedWindows, type Window } from './ragged-windows.ts';
import { pathOf, scoreQuestions } from './score-questions.ts';
import type { ScoreMeasurements } from './score-report.ts';
import { type QuestionWays, WAYS, type Way, type WayTargets, waysOf } from './score-ways.ts';

export interface RunOptions {
  readonly rounds: number;
  readonly days: number;
  readonly signal: AbortSignal;
  readonly tell: Tell;
}

/** Rounds that are not counted: code is compiled and pages are read in the first ones. */
const WARM_UP = 2;
/** No round begins later than this; a table of fewer rounds is better than none. */
const LONGEST_MS = 12 * 60_000;
const HOUR_MS = 3_600_000;
/** Windows with so little in them that the store answers at once, to see what stands around it. */
const SMALL_HOURS = 2;
/** They are quick: there may be more of them. */
const SMALL_ROUNDS_EACH = 3;

const lastHours = (hours: number): Window => ({ from: ROWS_UNTIL - hours * HOUR_MS, to: ROWS_UNTIL });

const subjectOf = <W extends Way>(names: readonly W[], ways: QuestionWays, nextWindow: () => Window) =>
  Object.fromEntries(names.map((name) => [name, () => ways[name](nextWindow())])) as Ways<W>;

/**
 * Checks that every way gives the same answers, then measures them in turns. No two calls of a measurement are about
 * the same window. @throws when answers differ
 */
export async function runScore(
  targets: WayTargets,
  { rounds, days, signal, tell }: RunOptions,
): Promise<ScoreMeasurements> {
  const nextWindow = raggedWindows(lastHours(24 * days));
  const asked = scoreQuestions().map((question) => ({ question, ways: waysOf(question, targets) }));
  for (const { question, ways } of asked) {
    signal.throwIfAborted();
    for (let round = 0; round < WARM_UP; round++) await checkAnswers(question, ways, nextWindow());
    tell(`checked ${pathOf(question)} (${question.mode ?? 'rows'}): all ways agree`);
  }
  const pair = <W extends Way>(timings: readonly Timings<W>[]) =>
    asked.map(({ question }, i) => ({ question, timings: timings[i] as Timings<W> }));

  const smallWindow = raggedWindows(lastHours(SMALL_HOURS));
  tell('measuring what the API adds about a few rows');
  const small = await takeTurns(
    asked.map(({ ways }) => subjectOf(['api', 'store'], ways, smallWindow)),
    { rounds: SMALL_ROUNDS_EACH * rounds },
  );
  const started = performance.now();
  const loads = [loadOfLastMinute()];
  const timings = await takeTurns(
    asked.map(({ ways }) => subjectOf(WAYS, ways, nextWindow)),
    {
      rounds,
      goesOn: (done) => {
        signal.throwIfAborted();
        loads.push(loadOfLastMinute());
        const passed = performance.now() - started;
        tell(`${done} of ${rounds} rounds are done after ${(passed / 1_000).toFixed(0)} s`);
        return passed < LONGEST_MS;
      },
    },
  );
  return { questions: pair(timings), overhead: pair(small), load: median(loads) };
}
