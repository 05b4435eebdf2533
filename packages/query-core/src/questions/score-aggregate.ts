import { CONCLUSIVE_CODES, type Endpoint, type ScoringMode } from '@achilles/types';
import type { Key, VerdictAggregate } from '../plan/plan.ts';
import { every, hasCode, isWithin } from '../plan/predicate.ts';
import type { ResolvedRequest } from './question.ts';

interface Shape {
  readonly by: readonly Key[];
  readonly limit?: number;
  readonly describeTests?: boolean;
  readonly having?: 'base' | 'raw';
  /** What is counted in place of the units of the request's scoring mode. */
  readonly unit?: ScoringMode;
  /** Inclusive epoch milliseconds in place of the request's window. */
  readonly within?: { readonly from: number | null; readonly to: number | null };
}

/** Counts the units of the score's base and raw base (CONTRACT section 3) in the request's scope. */
export function scoreAggregate(request: ResolvedRequest<Endpoint>, shape: Shape): VerdictAggregate {
  return {
    kind: 'verdicts',
    rows: every(isWithin(shape.within ?? request.window), ...request.filters, hasCode(CONCLUSIVE_CODES)),
    unit: shape.unit ?? request.parameters.scoringMode,
    by: shape.by,
    accepted: request.accepted,
    describeTests: shape.describeTests ?? false,
    having: shape.having ?? 'base',
    limit: shape.limit ?? null,
  };
}
