import { AcceptRiskBody, ApiError } from '@achilles/types';
import { describe, expect, test } from 'vitest';
import { EVERY_ORGANIZATION, type Scope } from '../src/plan/scope.ts';
import type { RiskRecord } from '../src/ports/risk-acceptance-store.ts';
import { acceptanceAnswer } from '../src/risk/acceptance-answer.ts';
import { recordState } from '../src/risk/acceptance-state.ts';
import { type ListInput, listAcceptances } from '../src/risk/list-acceptances.ts';
import { lookUpAcceptances } from '../src/risk/look-up-acceptances.ts';
import { newAcceptance } from '../src/risk/new-acceptance.ts';
import { revoked } from '../src/risk/revoked.ts';
import { maySee } from '../src/risk/risk-caller.ts';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const O1: Scope = { kind: 'organization', org: 'o1' };
const callerOf = (scope: Scope) => ({ id: 'user_1', name: 'Ada', scope });

const record = (id: string, fields: Record<string, unknown> = {}): RiskRecord => ({
  acceptance_id: id,
  test_name: 'A',
  status: 'active',
  ...fields,
});

describe('whose an acceptance is', () => {
  const accept = (scope: Scope, org_id?: string) =>
    newAcceptance({
      id: 'a',
      body: AcceptRiskBody.parse({ test_name: 'A', justification: 'replaced next quarter', org_id }),
      caller: callerOf(scope),
      now: NOW,
    });

  test('a caller bound to an organization accepts for it alone', () => {
    expect(accept(O1)).toMatchObject({ org_id: 'o1', accepted_by: 'user_1', accepted_by_name: 'Ada' });
    expect(accept(O1, 'o1')).toMatchObject({ org_id: 'o1' });
    expect(() => accept(O1, 'o2')).toThrow(expect.objectContaining({ code: 'forbidden' }));
  });

  test('a caller bound to none names it, or accepts for all', () => {
    expect(accept(EVERY_ORGANIZATION, 'o2')).toMatchObject({ org_id: 'o2' });
    expect(accept(EVERY_ORGANIZATION)).not.toHaveProperty('org_id');
  });

  test('is seen by its organization and by callers bound to none', () => {
    const records = [record('mine', { org_id: 'o1' }), record('theirs', { org_id: 'o2' }), record('all')];
    const seenBy = (scope: Scope) => records.filter((each) => maySee(scope, each)).length;
    expect([seenBy(EVERY_ORGANIZATION), seenBy(O1)]).toEqual([3, 1]);
    expect(maySee({ kind: 'organization', org: '' }, record('blank', { org_id: '' }))).toBe(false);
    const input = { scope: O1, page: 1, pageSize: 25, now: NOW };
    expect(listAcceptances(records, input)).toMatchObject({ total: 1, data: [{ acceptance_id: 'mine' }] });
    const found = lookUpAcceptances(records, { scope: O1, testNames: ['A'], now: NOW });
    expect(found.A?.map(({ acceptance_id: id }) => id)).toEqual(['mine']);
  });
});

describe('the state of a record', () => {
  test.each([
    [{}, 'active'],
    [{ expires_at: null }, 'active'],
    [{ expires_at: '2026-05-01T12:00:00.001Z' }, 'active'],
    [{ expires_at: '2026-05-01T12:00:00.000Z' }, 'expired'],
    [{ expires_at: '2026-05-01' }, 'expired'],
    [{ expires_at: 'tomorrow' }, 'unreadable'],
    [{ expires_at: NOW + 1 }, 'unreadable'],
    [{ status: 'revoked' }, 'revoked'],
    [{ status: 'revoked', expires_at: 'tomorrow' }, 'revoked'],
    [{ status: 'pending' }, 'unreadable'],
    [{ status: undefined }, 'unreadable'],
    [{ test_name: undefined }, 'unreadable'],
    [{ scope: 'planet' }, 'unreadable'],
  ])('with %j is %s', (fields, state) => {
    expect(recordState(record('a', fields), NOW)).toBe(state);
  });
});

describe('an answer', () => {
  test('words times alike and leaves out what is no text', () => {
    const answer = acceptanceAnswer(
      record('a', {
        accepted_at: NOW,
        revoked_at: '2026-05-01T14:00:00+02:00',
        expires_at: 'soon',
        hostname: 7,
      }),
      NOW,
    );
    expect(answer).toMatchObject({
      accepted_at: '2026-05-01T12:00:00.000Z',
      revoked_at: '2026-05-01T12:00:00.000Z',
      expires_at: 'soon',
      hostname: null,
    });
  });
});

describe('a list', () => {
  const page = (records: readonly RiskRecord[], input: Partial<ListInput> = {}) =>
    listAcceptances(records, {
      scope: EVERY_ORGANIZATION,
      page: 1,
      pageSize: 25,
      now: NOW,
      ...input,
    }).data.map(({ acceptance_id: id }) => id);

  test('is the newest first, ties by id, those without a time last', () => {
    const records = [
      record('none-b'),
      record('none-a', { accepted_at: 'once' }),
      record('old', { accepted_at: '1969-12-31T00:00:00Z' }),
      record('tie-ü', { accepted_at: '2026-04-01T00:00:00Z' }),
      record('tie-z', { accepted_at: '2026-04-01T02:00:00+02:00' }),
      record('new', { accepted_at: '2026-04-02' }),
    ];
    expect(page(records)).toEqual(['new', 'tie-z', 'tie-ü', 'old', 'none-a', 'none-b']);
    expect(page(records.toReversed())).toEqual(page(records));
    expect(page(records, { page: 2, pageSize: 4 })).toEqual(['none-a', 'none-b']);
  });
});

describe('a look-up', () => {
  test('is refused where a record of those tests can not be read', () => {
    const records = [record('odd', { status: 'pending' }), record('other', { test_name: 'B' })];
    const of = (name: string) =>
      lookUpAcceptances(records, { scope: EVERY_ORGANIZATION, testNames: [name], now: NOW });
    expect(() => of('A')).toThrow('risk acceptance odd is not readable; correct or delete it');
    expect(Object.keys(of('B'))).toEqual(['B']);
  });
});

describe('a revocation', () => {
  const input = { reason: 'no longer accepted', caller: callerOf(O1), now: NOW };

  test('keeps everything else', () => {
    expect(revoked(record('a', { note: 1 }), input)).toEqual({
      ...record('a', { note: 1 }),
      status: 'revoked',
      revoked_at: '2026-05-01T12:00:00.000Z',
      revoked_by: 'user_1',
      revoked_by_name: 'Ada',
      revocation_reason: 'no longer accepted',
    });
  });

  test('happens once', () => {
    expect(() => revoked(revoked(record('a'), input), input)).toThrow(ApiError);
  });
});
