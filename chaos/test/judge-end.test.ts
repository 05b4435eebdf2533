import { describe, expect, test } from 'vitest';
import { judgeEnd } from '../end/judge-end.ts';
import type { StoredDocument } from '../end/read-stored.ts';
import { archiveId } from '../rows/archive-id.ts';
import { canonicalText } from '../rows/exact-json.ts';
import type { KnownRow } from '../rows/known-row.ts';
import { newRow } from '../rows/new-row.ts';
import { nextRevision } from '../rows/next-revision.ts';

const CUT = Date.UTC(2026, 2, 1);
const INDICES = ['chaos-1-abcdef-results-a', 'chaos-1-abcdef-results-b'];
const never = () => false;

/** A row that is acknowledged. */
function rowOf(number: number): KnownRow {
  const row = newRow(number, INDICES);
  row.states = [canonicalText(row.document)];
  return row;
}
const rows = Array.from({ length: 120 }, (_, number) => rowOf(number));
const live = (row: KnownRow): StoredDocument => ({ index: row.index, id: row.id, source: row.document });
const archived = (row: KnownRow): StoredDocument => ({
  index: 'archive',
  id: archiveId(row),
  source: { ...row.document, achilles_archive: { index: row.index, id: row.id } },
});
const isArchived = ({ kind, time }: KnownRow) => kind !== 'uncounted' && time < CUT;
const right = {
  live: rows.filter((row) => !isArchived(row)).map(live),
  archived: rows.filter(isArchived).map(archived),
};
const some = (accepts: (row: KnownRow) => boolean): KnownRow => {
  const row = rows.find(accepts);
  if (row === undefined) throw new Error('no such row');
  return row;
};
const aged = some((row) => isArchived(row) && row.kind === 'kept');
const young = some((row) => row.time >= CUT && row.kind === 'kept');
const kindsOf = (stored: typeof right, known = rows) =>
  judgeEnd(known, stored, CUT, never).differences.map(({ kind }) => kind);
const without = (documents: readonly StoredDocument[], id: string) =>
  documents.filter((document) => document.id !== id);

test('rows that are where they belong are no difference, whatever the length of their ids', () => {
  expect(right.live.length).toBeGreaterThan(10);
  expect(right.archived.some(({ id }) => id.startsWith('#'))).toBe(true);
  const { differences, listed } = judgeEnd(rows, right, CUT, never);
  expect(differences).toEqual([]);
  expect(listed.size).toBe(rows.filter(({ kind }) => kind !== 'uncounted').length);
});

describe('a difference is', () => {
  test('a row that is nowhere', () =>
    expect(kindsOf({ ...right, archived: without(right.archived, archiveId(aged)) })).toEqual(['lost']));
  test('a row that is in both', () =>
    expect(kindsOf({ ...right, live: [...right.live, live(aged)] })).toEqual(['in both']));
  test('a row before the cut that is live', () =>
    expect(
      kindsOf({
        live: [...right.live, live(aged)],
        archived: without(right.archived, archiveId(aged)),
      }),
    ).toEqual(['in the wrong place']));
  test('a row from the cut on that is archived', () =>
    expect(
      kindsOf({
        live: right.live.filter((document) => document.id !== young.id || document.index !== young.index),
        archived: [...right.archived, archived(young)],
      }),
    ).toEqual(['in the wrong place']));
  test('a row in an older version', () => {
    const newest = { ...aged, states: [canonicalText(nextRevision(aged).document)] };
    expect(
      kindsOf(
        right,
        rows.map((row) => (row === aged ? newest : row)),
      ),
    ).toEqual(['not its newest version']);
  });
  test('a row that its writer deleted, unless a job could not know', () => {
    const deleted = { ...aged, states: [null] };
    const known = rows.map((row) => (row === aged ? deleted : row));
    expect(kindsOf(right, known)).toEqual(['deleted and still there']);
    expect(judgeEnd(known, right, CUT, () => true)).toMatchObject({
      differences: [],
      keptInDoubt: [`${aged.index}/${aged.id}`],
    });
  });
  test('a row that nobody wrote', () => {
    const unknown = { index: INDICES[0] ?? '', id: 'nobody', source: {} };
    expect(kindsOf({ ...right, live: [...right.live, unknown] })).toEqual(['unknown']);
  });
});

test('a row in doubt may say either, or be nowhere where that is one of the two', () => {
  const either = {
    ...aged,
    states: [canonicalText(aged.document), canonicalText(nextRevision(aged).document)],
  };
  const known = rows.map((row) => (row === aged ? either : row));
  expect(kindsOf(right, known)).toEqual([]);
  const gone = { ...right, archived: without(right.archived, archiveId(aged)) };
  expect(kindsOf(gone, known)).toEqual(['lost']);
  const maybe = { ...aged, states: [canonicalText(aged.document), null] };
  expect(
    kindsOf(
      gone,
      rows.map((row) => (row === aged ? maybe : row)),
    ),
  ).toEqual([]);
});
