import { expect, test } from 'vitest';
import { textTable } from '../measure/text-table.ts';

test('columns are as wide as their widest cell, and lines end where their text does', () => {
  const table = textTable(
    [
      { title: 'endpoint', align: 'left' },
      { title: 'ms', align: 'right' },
      { title: 'note', align: 'left' },
    ],
    [
      ['defense-score', '7', ''],
      ['by-org', '1200', 'slow'],
    ],
  );
  expect(table.split('\n')).toEqual([
    'endpoint         ms  note',
    'defense-score     7',
    'by-org         1200  slow',
  ]);
});
