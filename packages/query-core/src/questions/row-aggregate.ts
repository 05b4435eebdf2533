import type { Endpoint, FilterName } from '@achilles/types';
import { toPredicates } from '../filters/to-predicates.ts';
import type { RowAggregate } from '../plan/plan.ts';
import { every, isWithin } from '../plan/predicate.ts';
import type { ResolvedRequest } from './question.ts';

interface Shape {
  readonly by: RowAggregate['by'];
  readonly verdicts?: boolean;
  readonly limit?: number | undefined;
  /** Filters that do not apply. */
  readonly leftOut?: readonly FilterName[];
}

/** Counts the rows in the request's scope, accepted risks included (CONTRACT section 4, coverage rows and catalogs). */
export const rowAggregate = (
  { parameters, window, filters }: ResolvedRequest<Endpoint>,
  { by, verdicts = false, limit, leftOut }: Shape,
): RowAggregate => ({
  kind: 'rows',
  rows: every(isWithin(window), ...(leftOut === undefined ? filters : toPredicates(parameters, leftOut))),
  by,
  verdicts,
  limit: limit ?? null,
});
