import type { Endpoint, KeywordField, ResponseOf } from '@achilles/types';
import type { RowAggregate } from '../plan/plan.ts';
import { type Question, question } from './question.ts';
import { rowAggregate } from './row-aggregate.ts';

/** The question of an endpoint that answers how many values of one field there are: exactly, so buckets are counted. */
export const distinctCount = <E extends Endpoint>(field: KeywordField) =>
  question<E>()({
    scored: false,
    // One bucket stands for all: how many there are is known before they are cut.
    plan: (request) => ({ values: rowAggregate(request, { by: [{ kind: 'field', field }], limit: 1 }) }),
    answer: ({ values }) => ({ body: { count: values.total } as ResponseOf<E> }),
  }) as Question<E, { values: RowAggregate }>;
