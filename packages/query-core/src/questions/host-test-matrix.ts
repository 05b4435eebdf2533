import type { Endpoints } from '@achilles/types';
import { byKeys } from '../score/row-order.ts';
import { coverageOf } from './coverage.ts';
import { question } from './question.ts';
import { rowAggregate } from './row-aggregate.ts';

export const hostTestMatrix = question<Endpoints['hostTestMatrix']>()({
  scored: false,
  plan: (request) => ({
    cells: rowAggregate(request, {
      by: [
        { kind: 'field', field: 'hostname' },
        { kind: 'field', field: 'test_name' },
      ],
      verdicts: true,
      limit: request.parameters.limit,
    }),
  }),
  answer: ({ cells: { buckets, total } }) => ({
    body: buckets.toSorted(byKeys).map((cell) => ({
      hostname: String(cell.keys[0]),
      testName: String(cell.keys[1]),
      ...coverageOf(cell),
    })),
    total,
  }),
});
