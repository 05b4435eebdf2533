import type { Endpoint, KeywordField, KeywordsField, ResponseOf } from '@achilles/types';
import type { RowAggregate } from '../plan/plan.ts';
import { byRows } from '../score/row-order.ts';
import { coverageOf } from './coverage.ts';
import { type Question, question } from './question.ts';
import { rowAggregate } from './row-aggregate.ts';

interface CoverageList {
  readonly by: KeywordField | KeywordsField;
  item(key: string, figures: ReturnType<typeof coverageOf>): unknown;
}

/** The question of an endpoint that answers the coverage of each value of one field, `limit` values at most. */
export const coverageList = <E extends Endpoint>({ by, item }: CoverageList) =>
  question<E>()({
    scored: false,
    plan: (request) => ({
      buckets: rowAggregate(request, {
        by: [{ kind: 'field', field: by }],
        verdicts: true,
        limit: request.parameters.limit as number,
      }),
    }),
    answer: ({ buckets: { buckets, total } }) => ({
      body: buckets
        .toSorted(byRows)
        .map((bucket) => item(String(bucket.keys[0]), coverageOf(bucket))) as ResponseOf<E>,
      total,
    }),
  }) as Question<E, { buckets: RowAggregate }>;
