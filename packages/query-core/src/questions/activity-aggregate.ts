import { CONCLUSIVE_CODES, type Endpoint, ERROR_CODES } from '@achilles/types';
import type { ActivityAggregate, Key } from '../plan/plan.ts';
import { every, hasCode, isWithin } from '../plan/predicate.ts';
import type { ResolvedRequest } from './question.ts';

/** Counts failed and conclusive rows, accepted risks included (CONTRACT section 4, error-rate). */
export const activityAggregate = (
  request: ResolvedRequest<Endpoint>,
  by: readonly Key[],
  within: { readonly from: number | null; readonly to: number | null } = request.window,
): ActivityAggregate => ({
  kind: 'activity',
  rows: every(isWithin(within), ...request.filters, hasCode([...ERROR_CODES, ...CONCLUSIVE_CODES])),
  by,
});
