import { expect, test } from 'vitest';
import { judgeExport } from '../play/judge-export.ts';
import { nameOf } from '../rows/known-row.ts';
import { newRow } from '../rows/new-row.ts';

const row = newRow(1, ['live']);
row.since = 100;
row.acknowledged = [
  { at: 100, revision: 1 },
  { at: 200, revision: 2 },
];
const id = nameOf(row);
const kinds = (exported: { id: string; score: number }[], visible: number) =>
  judgeExport(exported, [row], visible).map(({ kind }) => kind);

test('what was acknowledged before must be exported once, in the version of then or a newer one', () => {
  expect(kinds([{ id, score: 2 }], 300)).toEqual([]);
  expect(kinds([{ id, score: 1 }], 150)).toEqual([]);
  expect(kinds([{ id, score: 2 }], 150)).toEqual([]);
  expect(kinds([{ id, score: 1 }], 300)).toEqual(['exported in an older version']);
  expect(kinds([], 300)).toEqual(['not exported']);
  expect(kinds([], 50)).toEqual([]);
  expect(
    kinds(
      [
        { id, score: 2 },
        { id, score: 2 },
      ],
      300,
    ),
  ).toEqual(['exported twice']);
});
