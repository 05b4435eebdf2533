import { answerBreakdown, type Bucket } from './breakdown.ts';
import { compareUtf8 } from './compare-utf8.ts';
import type { Answer, Question } from './question.ts';

const RANKS: readonly string[] = ['critical', 'high', 'medium', 'low', 'info'];

function rankOf({ key }: Bucket): number {
  const rank = RANKS.indexOf(key);
  return rank === -1 ? RANKS.length : rank;
}

/** `defense-score/by-severity`: critical to info, then unknown ones A–Z (CONTRACT section 4). */
export function answerBySeverity(question: Question): Answer {
  return answerBreakdown(question, {
    valuesOf: (row) => [row.severity],
    order: (a, b) => rankOf(a) - rankOf(b) || compareUtf8(a.key, b.key),
    item: ({ key }) => ({ severity: key }),
  });
}
