import type { Endpoint, Organization, RequestOf, ResponseOf, TimeWindow } from '@achilles/types';
import type { PageStart } from '../plan/pages.ts';
import type { AcceptedRisk, AnswerOf, Plan } from '../plan/plan.ts';
import type { Predicate } from '../plan/predicate.ts';

/** A request with everything resolved that its plan and answer need. */
export interface ResolvedRequest<E extends Endpoint> {
  readonly parameters: RequestOf<E>;
  readonly window: TimeWindow;
  /** What the filters say of one row; the window is apart because trends look before it. */
  readonly filters: readonly Predicate[];
  /** The rows under an active risk acceptance; empty unless the question is `scored`. */
  readonly accepted: readonly AcceptedRisk[];
  readonly organizations: readonly Organization[];
  /** Where a cursor leads; absent without one. */
  readonly start?: PageStart;
}

/** The body of an answer, and for lists how many items there were before `limit` cut them. */
export interface Answer<R> {
  readonly body: R;
  readonly total?: number;
  /** For pages that others follow: where the next one begins. */
  readonly next?: PageStart;
}

/** What an endpoint asks of a store and how it words the answer. Both are pure. */
export interface Question<E extends Endpoint, P extends Plan['parts'] = Plan['parts']> {
  /** Whether risk acceptances matter to it. */
  readonly scored: boolean;
  /** The window that it is about where that is not the one of every request (CONTRACT section 2). */
  window?(parameters: RequestOf<E>, usual: TimeWindow): TimeWindow;
  /** Whether it is over archived rows as well; absent where it never is. */
  archived?(parameters: RequestOf<E>): boolean;
  plan(request: ResolvedRequest<E>): P;
  answer(parts: AnswerOf<P>, request: ResolvedRequest<E>): Answer<ResponseOf<E>>;
}

/** Declares the question of an endpoint; the type of its parts follows from `plan`. */
export const question =
  <E extends Endpoint>() =>
  <P extends Plan['parts']>(declared: Question<E, P>): Question<E, P> =>
    declared;
