import type { Endpoint } from '@achilles/types';
import { every, type Predicate } from '../plan/predicate.ts';
import type { ResolvedRequest } from './question.ts';

/** The rows that a request is about: inside its window and matching every filter. */
export const rowsInScope = ({ window, filters }: ResolvedRequest<Endpoint>): Predicate =>
  every({ kind: 'time', from: window.from, to: window.to }, ...filters);
