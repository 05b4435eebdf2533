import { byRowCount, groupRows } from './coverage.ts';
import type { Answer, Question } from './question.ts';

const DAY = 86_400_000;
/** A JavaScript date reaches no further. */
const MOST_DAYS = 100_000_000;

/** `canonical-test-count`: the last `days`·24 h, which end now; `from` and `to` don't apply (CONTRACT section 4). */
export function answerCanonicalTestCount({ world: { now }, parameters, matching }: Question): Answer {
  const days = parameters.integer('days', 1, MOST_DAYS) ?? 90;
  const limit = parameters.integer('limit', 1, 10_000);
  const rows = matching.filter(({ time }) => time >= now - days * DAY && time <= now);
  const tests = groupRows(rows, (row) => [[row.testName]])
    .sort(byRowCount)
    .flatMap(({ keys }) => keys);
  return {
    body: { count: tests.length, tests: tests.slice(0, limit ?? tests.length), days },
    totalCount: tests.length,
  };
}
