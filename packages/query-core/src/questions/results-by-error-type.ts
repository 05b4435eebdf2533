import type { Endpoints } from '@achilles/types';
import { BY_ERROR, errorTypes } from './error-types.ts';
import { question } from './question.ts';
import { rowAggregate } from './row-aggregate.ts';

export const resultsByErrorType = question<Endpoints['resultsByErrorType']>()({
  scored: false,
  plan: (request) => ({ errors: rowAggregate(request, { by: BY_ERROR }) }),
  answer: ({ errors }, { parameters }) => {
    const types = errorTypes(errors.buckets);
    return {
      body: types.slice(0, parameters.limit).map(({ name, code, rows }) => ({ name, code, count: rows })),
      total: types.length,
    };
  },
});
