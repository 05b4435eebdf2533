import type { Endpoint, KeywordField, KeywordsField, ResponseOf } from '@achilles/types';
import type { VerdictAggregate, VerdictBucket } from '../plan/plan.ts';
import { type Question, question, type ResolvedRequest } from './question.ts';
import { scoreAggregate } from './score-aggregate.ts';

interface Breakdown<E extends Endpoint> {
  readonly by: KeywordField | KeywordsField;
  readonly order: (a: VerdictBucket, b: VerdictBucket) => number;
  readonly describeTests?: boolean;
  item(key: string, bucket: VerdictBucket, request: ResolvedRequest<E>): unknown;
}

/** The question of an endpoint that answers the score of each value of one field, `limit` values at most. */
export const breakdown = <E extends Endpoint>({ by, order, describeTests, item }: Breakdown<E>) =>
  question<E>()({
    scored: true,
    plan: (request) => ({
      buckets: scoreAggregate(request, {
        by: [{ kind: 'field', field: by }],
        limit: request.parameters.limit as number,
        describeTests: describeTests ?? false,
      }),
    }),
    answer: ({ buckets: { buckets, total } }, request) => ({
      body: buckets
        .toSorted(order)
        .map((bucket) => item(String(bucket.keys[0]), bucket, request)) as ResponseOf<E>,
      total,
    }),
  }) as Question<E, { buckets: VerdictAggregate }>;
