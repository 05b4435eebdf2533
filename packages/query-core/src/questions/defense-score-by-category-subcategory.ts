import type { Endpoints, KeywordField } from '@achilles/types';
import type { Key } from '../plan/plan.ts';
import { figuresOf } from '../score/figures.ts';
import { byCount, byScore } from '../score/order.ts';
import { question } from './question.ts';
import { scoreAggregate } from './score-aggregate.ts';

const field = (name: KeywordField): Key => ({ kind: 'field', field: name });

export const defenseScoreByCategorySubcategory = question<Endpoints['defenseScoreByCategorySubcategory']>()({
  scored: true,
  plan: (request) => ({
    categories: scoreAggregate(request, { by: [field('category')], limit: request.parameters.limit }),
    subcategories: scoreAggregate(request, { by: [field('category'), field('subcategory')] }),
  }),
  answer: ({ categories, subcategories }) => {
    const within = Map.groupBy(subcategories.buckets.toSorted(byCount), ({ keys }) => keys[0]);
    return {
      body: categories.buckets.toSorted(byScore).map(({ keys, base }) => ({
        category: String(keys[0]),
        ...figuresOf(base),
        subcategories: (within.get(keys[0]) ?? []).map((bucket) => ({
          subcategory: String(bucket.keys[1]),
          ...figuresOf(bucket.base),
        })),
      })),
      total: categories.total,
    };
  },
});
