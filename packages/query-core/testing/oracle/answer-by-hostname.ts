import { answerBreakdown, byCount } from './breakdown.ts';
import type { Answer, Question } from './question.ts';

/** `defense-score/by-hostname`: by total, which is the count again (CONTRACT section 4). */
export function answerByHostname(question: Question): Answer {
  return answerBreakdown(question, {
    valuesOf: (row) => [row.hostname],
    order: byCount,
    item: ({ key, counts }) => ({ hostname: key, total: counts.count }),
  });
}
