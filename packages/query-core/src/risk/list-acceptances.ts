import { type AcceptanceState, parseInstant, type RiskAcceptanceAnswer } from '@achilles/types';
import type { Scope } from '../plan/scope.ts';
import type { RiskRecord } from '../ports/risk-acceptance-store.ts';
import { compareText } from '../score/compare-text.ts';
import { acceptanceAnswer } from './acceptance-answer.ts';
import { recordState } from './acceptance-state.ts';
import { maySee } from './risk-caller.ts';

/** Which acceptances to list; what is not given does not matter. */
export interface ListInput {
  readonly scope: Scope;
  readonly states?: readonly AcceptanceState[] | undefined;
  readonly testName?: string | undefined;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly now: number;
}

/** Newest accepted first, those without a time last, ties by id. */
export function newestFirst(records: readonly RiskRecord[]): RiskRecord[] {
  const timed = records.map((record) => ({ record, at: parseInstant(record.accepted_at) ?? -Infinity }));
  const compare = (a: RiskRecord, b: RiskRecord) => compareText(a.acceptance_id, b.acceptance_id);
  return timed
    .sort((a, b) => (a.at === b.at ? compare(a.record, b.record) : b.at - a.at))
    .map(({ record }) => record);
}

/** One page of the acceptances that match, and how many match. */
export function listAcceptances(
  records: readonly RiskRecord[],
  { scope, states, testName, page, pageSize, now }: ListInput,
): { data: RiskAcceptanceAnswer[]; total: number } {
  const matching = records.filter(
    (record) =>
      maySee(scope, record) &&
      (testName === undefined || record.test_name === testName) &&
      (states === undefined || states.includes(recordState(record, now))),
  );
  const first = (page - 1) * pageSize;
  const data = newestFirst(matching).slice(first, first + pageSize);
  return { data: data.map((record) => acceptanceAnswer(record, now)), total: matching.length };
}
