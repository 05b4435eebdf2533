import { isDeepStrictEqual } from 'node:util';
import { firstDifference } from './figures.ts';
import { figuresOfAnswer } from './figures-of-answers.ts';
import type { Window } from './ragged-windows.ts';
import { pathOf, type ScoreQuestion } from './score-questions.ts';
import type { QuestionWays } from './score-ways.ts';

/** Asks one question each way about the same window. @throws when two answers differ: numbers before their speed */
export async function checkAnswers(
  question: ScoreQuestion,
  ways: QuestionWays,
  window: Window,
): Promise<void> {
  const [text, byHand, ofStore, ofDuckDb] = [
    await ways.api(window)(),
    await ways.plain(window)(),
    await ways.store(window)(),
    await ways.duckdb(window)(),
  ];
  const answer = JSON.parse(text) as unknown;
  const what = `${pathOf(question)} (${question.mode ?? 'rows'}) from ${window.from} to ${window.to}`;
  const difference = firstDifference(figuresOfAnswer(question.endpoint, answer), byHand);
  if (difference !== null) throw new Error(`${what}: the API and the search by hand differ in ${difference}`);
  if (byHand.size === 0) throw new Error(`${what}: there is nothing to answer; load more rows`);
  if (!isDeepStrictEqual(answer, ofStore)) throw new Error(`${what}: the API and its store differ`);
  if (!isDeepStrictEqual(answer, ofDuckDb)) throw new Error(`${what}: Elasticsearch and DuckDB differ`);
}
