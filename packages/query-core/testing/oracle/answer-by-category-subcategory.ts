import { answerBreakdown, type Bucket, bucketsBy, byCount, byScore, itemFigures } from './breakdown.ts';
import type { Answer, Question } from './question.ts';
import type { ScoringMode } from './units.ts';

function subcategoriesOf({ rows }: Bucket, mode: ScoringMode): Record<string, unknown>[] {
  return bucketsBy(rows, mode, (row) => [row.subcategory])
    .sort(byCount)
    .map(({ key, counts }) => ({ subcategory: key, ...itemFigures(counts) }));
}

/** `defense-score/by-category-subcategory`: categories by score, all their subcategories by count (CONTRACT sections 4, 9). */
export function answerByCategorySubcategory(question: Question): Answer {
  return answerBreakdown(question, {
    valuesOf: (row) => [row.category],
    order: byScore,
    item: (bucket) => ({ category: bucket.key, subcategories: subcategoriesOf(bucket, question.mode) }),
  });
}
