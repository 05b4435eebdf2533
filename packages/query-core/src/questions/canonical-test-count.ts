import type { Endpoints } from '@achilles/types';
import { byRows } from '../score/row-order.ts';
import { question } from './question.ts';
import { rowAggregate } from './row-aggregate.ts';

const DAY = 86_400_000;

export const canonicalTestCount = question<Endpoints['canonicalTestCount']>()({
  scored: false,
  window: ({ days }, { now, zone }) => ({ from: now - days * DAY, to: now, zone, now }),
  plan: (request) => ({
    tests: rowAggregate(request, {
      by: [{ kind: 'field', field: 'test_name' }],
      limit: request.parameters.limit,
    }),
  }),
  answer: ({ tests: { buckets, total } }, { parameters: { days } }) => ({
    body: { count: total, tests: buckets.toSorted(byRows).map(({ keys }) => String(keys[0])), days },
    total,
  }),
});
