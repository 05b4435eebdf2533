import type { RiskAcceptanceAnswer } from '@achilles/types';
import type { Scope } from '../plan/scope.ts';
import type { RiskRecord } from '../ports/risk-acceptance-store.ts';
import { StoreError } from '../ports/store-error.ts';
import { acceptanceAnswer, textOf } from './acceptance-answer.ts';
import { newestFirst } from './list-acceptances.ts';
import { maySee } from './risk-caller.ts';

/** The tests to look up, and for whom. */
export interface LookUpInput {
  readonly scope: Scope;
  readonly testNames: readonly string[];
  readonly now: number;
}

function refuseUnreadable({ acceptance_id: id, state }: RiskAcceptanceAnswer): void {
  if (state === 'unreadable')
    throw new StoreError('unreadable', `risk acceptance ${id} is not readable; correct or delete it`);
}

/**
 * The active acceptances of tests, newest first, by `test_name`, or `test_name::control_id` where they cover one control
 * (CONTRACT section 7). A name that holds `::` is a name like any other, so that two acceptances may share a key; each
 * says itself which test and control it covers.
 * @throws StoreError `unreadable` where it can't be told whether one of them is active
 */
export function lookUpAcceptances(
  records: readonly RiskRecord[],
  { scope, testNames, now }: LookUpInput,
): Record<string, RiskAcceptanceAnswer[]> {
  const names = new Set<unknown>(testNames);
  const found = new Map<string, RiskAcceptanceAnswer[]>();
  for (const record of newestFirst(records)) {
    if (!names.has(record.test_name) || !maySee(scope, record)) continue;
    const answer = acceptanceAnswer(record, now);
    refuseUnreadable(answer);
    if (answer.state !== 'active') continue;
    const control = textOf(record, 'control_id');
    const key = control === null ? `${answer.test_name}` : `${answer.test_name}::${control}`;
    const alike = found.get(key);
    if (alike === undefined) found.set(key, [answer]);
    else alike.push(answer);
  }
  return Object.fromEntries(found);
}
