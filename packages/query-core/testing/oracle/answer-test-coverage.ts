import { answerCoverage, byRowCount } from './coverage.ts';
import type { Answer, Question } from './question.ts';

/** `test-coverage`: by test name (CONTRACT section 4). */
export function answerTestCoverage(question: Question): Answer {
  return answerCoverage(question, {
    keysOf: (row) => [[row.testName]],
    limit: { usual: 1_000, most: 10_000 },
    order: byRowCount,
    item: ([name]) => ({ name }),
  });
}
