import { answerCoverage, byRowCount } from './coverage.ts';
import type { Answer, Question } from './question.ts';

/** `technique-distribution`: a row counts in each of its techniques (CONTRACT section 4). */
export function answerTechniqueDistribution(question: Question): Answer {
  return answerCoverage(question, {
    keysOf: (row) => row.techniques.map((technique) => [technique]),
    limit: { usual: 1_000, most: 10_000 },
    order: byRowCount,
    item: ([technique]) => ({ technique }),
  });
}
