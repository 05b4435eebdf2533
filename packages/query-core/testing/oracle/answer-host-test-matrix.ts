import { answerCoverage, byKeys } from './coverage.ts';
import type { Answer, Question } from './question.ts';

/** `host-test-matrix`: by hostname and test name, without rows that have no host (CONTRACT section 4). */
export function answerHostTestMatrix(question: Question): Answer {
  return answerCoverage(question, {
    keysOf: (row) => (row.hostname === null ? [] : [[row.hostname, row.testName]]),
    limit: { usual: 10_000, most: 65_000 },
    order: byKeys,
    item: ([hostname, testName]) => ({ hostname, testName }),
  });
}
