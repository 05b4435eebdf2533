import { answerBreakdown, byScore } from './breakdown.ts';
import type { Answer, Question } from './question.ts';

/** `defense-score/by-category` (CONTRACT section 4). */
export function answerByCategory(question: Question): Answer {
  return answerBreakdown(question, {
    valuesOf: (row) => [row.category],
    order: byScore,
    item: ({ key }) => ({ category: key }),
  });
}
