import { answerBreakdown, byScore } from './breakdown.ts';
import type { Answer, Question } from './question.ts';

/** `defense-score/by-technique`: a row counts in each of its techniques (CONTRACT section 4). */
export function answerByTechnique(question: Question): Answer {
  return answerBreakdown(question, {
    valuesOf: (row) => row.techniques,
    order: byScore,
    item: ({ key }) => ({ name: key }),
  });
}
