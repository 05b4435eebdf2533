import { CONCLUSIVE_CODES, type Endpoint } from '@achilles/types';
import type { Key, VerdictAggregate } from '../plan/plan.ts';
import { every, hasCode, type Predicate } from '../plan/predicate.ts';
import type { ResolvedRequest } from './question.ts';

interface Shape {
  readonly by: readonly Key[];
  readonly limit?: number;
  readonly describeTests?: boolean;
  readonly having?: 'base' | 'raw';
  /** Inclusive epoch milliseconds in place of the request's window. */
  readonly within?: { readonly from: number | null; readonly to: number | null };
}

const time = ({ from, to }: { from: number | null; to: number | null }): Predicate => ({
  kind: 'time',
  from,
  to,
});

/** Counts the units of the score's base and raw base (CONTRACT section 3) in the request's scope. */
export function scoreAggregate(request: ResolvedRequest<Endpoint>, shape: Shape): VerdictAggregate {
  return {
    kind: 'verdicts',
    rows: every(time(shape.within ?? request.window), ...request.filters, hasCode(CONCLUSIVE_CODES)),
    unit: request.parameters.scoringMode,
    by: shape.by,
    accepted: request.accepted,
    describeTests: shape.describeTests ?? false,
    having: shape.having ?? 'base',
    limit: shape.limit ?? null,
  };
}
