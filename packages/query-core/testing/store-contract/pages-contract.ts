import type { StoredExecution } from '@achilles/types';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { itemsIn, page, walk } from './contract-questions.ts';
import { row } from './contract-row.ts';

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info', 'odd', undefined];
const FIRST = Date.parse('2026-04-30T10:00:00Z');

/** Rows in pairs that make groups, at times of their own; a third of them are controls of bundles. */
function makeRow(i: number, severity = SEVERITIES[(i * 5) % SEVERITIES.length]): StoredExecution {
  const pair = i >> 1;
  return row(`r${i}`, {
    index: `achilles-results-${'abc'.charAt(i % 3)}`,
    time: FIRST + pair * 1_000,
    host: `h${pair % 4}`,
    uuid: `u-${pair}`,
    name: `Test ${i}`,
    org: `o${i % 2}`,
    code: i % 3 === 0 ? 126 : 101,
    ...(severity !== undefined && { severity }),
    ...(pair % 3 === 0 && { bundle: `b${pair}` }),
  });
}

const ROWS = 90;

/** What other writers do between two pages: rows come, and rows on both sides of the reader change what they are sorted by. */
async function disturb({ writer }: Store, round: number): Promise<void> {
  const later = Array.from({ length: 5 }, (_, i) => makeRow(ROWS + round * 5 + i));
  const others = Array.from({ length: 6 }, (_, i) => (round * 17 + i * 15) % ROWS);
  const changed = others.map((i) => {
    const { index, id } = makeRow(i);
    return row(id, { index, time: FIRST + (ROWS - i) * 1_000, severity: SEVERITIES[round % 6] ?? 'low' });
  });
  // A further member of a group that exists.
  const member = { ...makeRow(round * 2), id: `member-${round}` };
  await writer.write([...later, ...changed, member]);
}

/** Whichever way a list is sorted, what is walked by cursor is the list as it was when the walk began. */
export function pagesContract(opened: () => Store): void {
  describe('pages', () => {
    beforeEach(() => opened().writer.write(Array.from({ length: ROWS }, (_, i) => makeRow(i))));

    test.each([
      'sortField=timestamp',
      'sortField=severity',
      'sortField=severity&sortOrder=asc',
      'sortField=hostname&sortOrder=asc',
      'sortField=is_protected',
      'sortField=error_code&sortOrder=asc',
      'grouped=true',
      'grouped=true&sortField=severity',
      'grouped=true&sortField=totalCount&sortOrder=asc',
      'grouped=true&sortField=protectedCount',
    ])('walked by cursor while others write are those of one snapshot: %s', async (query) => {
      const store = opened();
      const before = itemsIn(await page(store, `${query}&pageSize=1000`));
      const pages = await walk(store, `${query}&pageSize=9`, (round) => disturb(store, round));
      expect(pages.flat()).toEqual(before);
      const sizes = pages.map((items) => items.length);
      expect(new Set(sizes.slice(0, -1))).toEqual(new Set([9]));
      expect(pages).toHaveLength(Math.ceil(before.length / 9));
      expect(itemsIn(await page(store, `${query}&pageSize=1000`))).not.toEqual(before);
    });

    test('of rows that nothing puts in order show each once', async () => {
      const store = opened();
      const alike = Array.from({ length: 50 }, (_, i) =>
        row(`t${i}`, { index: `achilles-results-${'abc'.charAt(i % 3)}`, name: 'Alike' }),
      );
      await store.writer.write(alike);
      const query = 'tests=Alike&sortField=severity&pageSize=7';
      const pages = await walk(store, query, (round) =>
        store.writer.write([
          row(`more-${round}`, { name: 'Alike' }),
          row(`t${round}`, { index: `achilles-results-${'abc'.charAt(round % 3)}`, name: 'Renamed' }),
        ]),
      );
      const ids = pages.flat().map((item) => (item as { readonly id: string }).id);
      const ending = (id: string) => id.slice(id.lastIndexOf('/') + 1);
      expect(ids.map(ending).toSorted()).toEqual(alike.map(({ id }) => id).toSorted());
    });

    test('tell the same totals and the same instant all along', async () => {
      const store = opened();
      const first = await page(store, 'pageSize=40');
      await disturb(store, 1);
      const second = await page(store, 'pageSize=40', first.nextCursor);
      const third = await page(store, 'pageSize=40', second.nextCursor);
      expect([first, second, third].map(({ asOf }) => asOf)).toEqual(Array(3).fill(first.asOf));
      const places = [first, second, third].map(({ answer }) =>
        answer.status === 200 ? (answer.body as { readonly pagination: unknown }).pagination : null,
      );
      const shared = { pageSize: 40, totalItems: ROWS, totalPages: 3 };
      expect(places).toEqual([
        { ...shared, page: 1, hasNext: true, hasPrevious: false },
        { ...shared, page: 2, hasNext: true, hasPrevious: true },
        { ...shared, page: 3, hasNext: false, hasPrevious: true },
      ]);
    });
  });
}
