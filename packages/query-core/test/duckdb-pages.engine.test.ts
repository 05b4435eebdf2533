import type { ExecutionRow, GroupSort, SortField, SortOrder } from '@achilles/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type GroupPage,
  NEWEST_FIRST,
  type PageState,
  type RowGroup,
  type RowOrder,
  type RowPage,
} from '../src/plan/pages.ts';
import { every, hasCode, type Predicate } from '../src/plan/predicate.ts';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';
import type { Snapshot } from '../src/ports/result-reader.ts';
import type { Store } from '../src/ports/store.ts';
import { openStore } from '../src/stores/open-store.ts';
import { loadWorld } from '../testing/differential/load-world.ts';
import { randomWorld } from '../testing/worlds/random-world.ts';
import { compareRows, groupsOf, rowsOfWorld, SORT_FIELDS } from './rows-of-world.ts';

const ALL = every();
const DIRECTIONS: readonly SortOrder[] = ['asc', 'desc'];
const SEEDS = [1, 2, 3, 4, 5, 6];

let store: Store;
beforeEach(async () => {
  store = await openStore({ kind: 'duckdb', file: ':memory:' });
});
afterEach(() => store.close());

async function loadSeed(seed: number): Promise<ExecutionRow[]> {
  const world = randomWorld(seed);
  await loadWorld(store, world);
  return rowsOfWorld(world);
}

const rowPage = (order: RowOrder, size: number, offset = 0, state: PageState | null = null): RowPage => ({
  ...{ kind: 'row-page', rows: ALL, order, size },
  start: { offset, state },
});

async function listRows(snapshot: Snapshot, page: RowPage) {
  const { list } = await snapshot.run({ scope: EVERY_ORGANIZATION, parts: { list: page } });
  return list;
}

async function listGroups(snapshot: Snapshot, page: GroupPage) {
  const { list } = await snapshot.run({ scope: EVERY_ORGANIZATION, parts: { list: page } });
  return list;
}

/** All rows, page after page, each continued from the one before. */
async function walkRows(snapshot: Snapshot, order: RowOrder, size: number): Promise<ExecutionRow[]> {
  const walked: ExecutionRow[] = [];
  let state: PageState | null = null;
  for (;;) {
    const page = await listRows(snapshot, rowPage(order, size, walked.length, state));
    walked.push(...page.rows);
    if (page.rows.length < size) return walked;
    state = page.state;
  }
}

const identity = ({ index, id }: ExecutionRow): string => `${index}/${id}`;
const byIdentity = (rows: readonly ExecutionRow[]) =>
  rows.toSorted((a, b) => (identity(a) < identity(b) ? -1 : 1));

/** Asserts that rows are exactly the expected ones and that no two follow each other in the wrong order. */
function expectOrdered(rows: readonly ExecutionRow[], expected: readonly ExecutionRow[], order: RowOrder) {
  expect(byIdentity(rows)).toEqual(byIdentity(expected));
  const compare = compareRows(order);
  const wrong = rows.findIndex((row, i) => i > 0 && compare(rows[i - 1] as ExecutionRow, row) > 0);
  expect(wrong).toBe(-1);
}

describe('a page of rows', () => {
  const orders = SORT_FIELDS.flatMap((field) =>
    DIRECTIONS.map((direction): RowOrder => ({ field, direction })),
  );

  test('is sorted by every field both ways, and reads every value back', async () => {
    for (const seed of SEEDS) {
      const rows = await loadSeed(seed);
      await store.reader.withSnapshot(async (snapshot) => {
        for (const order of orders) {
          const { rows: listed, total } = await listRows(snapshot, rowPage(order, rows.length + 1));
          expect(total).toBe(rows.length);
          expectOrdered(listed, rows, order);
        }
      });
      await store.close();
      store = await openStore({ kind: 'duckdb', file: ':memory:' });
    }
  });

  test('is the same whether it is asked for by its offset or continued', async () => {
    const rows = await loadSeed(4);
    await store.reader.withSnapshot(async (snapshot) => {
      for (const order of orders) {
        const { rows: whole } = await listRows(snapshot, rowPage(order, rows.length));
        expect(await walkRows(snapshot, order, 7)).toEqual(whole);
        const { rows: middle } = await listRows(snapshot, rowPage(order, 10, 25));
        expect(middle).toEqual(whole.slice(25, 35));
      }
    });
  });

  test('past the end has no rows and the right total', async () => {
    const { length } = await loadSeed(2);
    await store.reader.withSnapshot(async (snapshot) => {
      for (const offset of [length, length + 1, Number.MAX_SAFE_INTEGER])
        expect(await listRows(snapshot, rowPage(NEWEST_FIRST, 5, offset))).toMatchObject({
          rows: [],
          total: length,
        });
    });
  });

  test('keeps characters that end strings elsewhere, and sorts by them', async () => {
    const [row] = (await loadSeed(2)) as [ExecutionRow];
    const names = ['a\u0000b', 'a', 'a\u0000', 'A', 'b', '\u{E000}', '\u{1F600}', ''];
    const rows = names.map((category, i) => ({
      ...{ index: 'achilles-results-odd', id: `${i}\u0000`, source: {} },
      execution: { ...row.execution, hostname: 'odd \u0000 host', category, error_code: -7 },
    }));
    await store.writer.write(rows);
    await store.reader.withSnapshot(async (snapshot) => {
      const page = rowPage({ field: 'category', direction: 'asc' }, 20);
      const { rows: listed } = await listRows(snapshot, { ...page, rows: hasCode([-7]) });
      const expected = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(listed.map(({ execution }) => execution.category)).toEqual(expected);
      const groups = await listGroups(snapshot, groupPage('event_time', 'asc', { rows: hasCode([-7]) }));
      expect(groups.groups.map(({ members }) => members.length)).toEqual([names.length]);
    });
  });
});

interface GroupPlace {
  readonly rows?: Predicate;
  readonly size?: number;
  readonly offset?: number;
  readonly state?: PageState | null;
}

function groupPage(
  by: GroupSort,
  direction: SortOrder,
  { rows = ALL, size = 10_000, offset = 0, state = null }: GroupPlace = {},
): GroupPage {
  const members: RowOrder = by.endsWith('Count') ? NEWEST_FIRST : { field: by as SortField, direction };
  return {
    ...{ kind: 'group-page', rows, order: { by, direction }, members, size },
    start: { offset, state },
  };
}

describe('a page of groups', () => {
  const counts = ['totalCount', 'protectedCount', 'unprotectedCount'] as const;
  const sorts: readonly GroupSort[] = ['event_time', 'hostname', 'test_name', 'severity', ...counts];
  const orders = sorts.flatMap((by) => DIRECTIONS.map((direction) => ({ by, direction })));

  function expectGroups(groups: readonly RowGroup[], rows: readonly ExecutionRow[], page: GroupPage) {
    const expected = groupsOf(rows, page.order, page.members);
    expect(groups.map(({ key }) => key)).toEqual(expected.map(({ key }) => key));
    groups.forEach(({ members }, i) => {
      expectOrdered(members, expected[i]?.members ?? [], page.members);
    });
  }

  test('is sorted by every field both ways, its members too', async () => {
    for (const seed of SEEDS) {
      const rows = await loadSeed(seed);
      await store.reader.withSnapshot(async (snapshot) => {
        for (const { by, direction } of orders) {
          const page = groupPage(by, direction);
          const { groups, total, totalRows } = await listGroups(snapshot, page);
          expectGroups(groups, rows, page);
          expect({ total, totalRows }).toEqual({ total: groups.length, totalRows: rows.length });
        }
      });
      await store.close();
      store = await openStore({ kind: 'duckdb', file: ':memory:' });
    }
  });

  test('has other members and others in front where members are sorted by another field', async () => {
    const rows = await loadSeed(5);
    const members: RowOrder = { field: 'error_code', direction: 'asc' };
    await store.reader.withSnapshot(async (snapshot) => {
      for (const by of ['hostname', 'severity', 'test_name'] as const) {
        const page: GroupPage = { ...groupPage(by, 'desc'), members };
        const { groups } = await listGroups(snapshot, page);
        const naive = new Map(groupsOf(rows, page.order, members).map((group) => [group.key, group]));
        for (const { key, members: listed } of groups)
          expectOrdered(listed, naive.get(key)?.members ?? [], members);
        // Equal members stay as they were listed: whichever of them came first represents its group.
        expectGroups(
          groups,
          groups.flatMap((group) => group.members),
          page,
        );
      }
    });
  });

  test('is the same whether it is asked for by its offset or continued', async () => {
    const { length } = await loadSeed(4);
    await store.reader.withSnapshot(async (snapshot) => {
      for (const { by, direction } of orders) {
        const { groups: whole, total } = await listGroups(snapshot, groupPage(by, direction));
        const walked: RowGroup[] = [];
        let state: PageState | null = null;
        do {
          const page = await listGroups(
            snapshot,
            groupPage(by, direction, { size: 7, offset: walked.length, state }),
          );
          expect(page).toMatchObject({ total, totalRows: length });
          walked.push(...page.groups);
          state = page.state;
        } while (walked.length < total);
        expect(walked).toEqual(whole);
        const { groups: middle } = await listGroups(
          snapshot,
          groupPage(by, direction, { size: 5, offset: 3 }),
        );
        expect(middle).toEqual(whole.slice(3, 8));
      }
    });
  });

  test('has only the members that match', async () => {
    const rows = await loadSeed(3);
    const codes = [101, 126];
    const matching = rows.filter(({ execution }) => codes.includes(execution.error_code ?? 0));
    await store.reader.withSnapshot(async (snapshot) => {
      const page = groupPage('event_time', 'desc', { rows: hasCode(codes) });
      const { groups, totalRows } = await listGroups(snapshot, page);
      expectGroups(groups, matching, page);
      expect(totalRows).toBe(matching.length);
    });
  });

  test('past the end has no groups and the right totals', async () => {
    const { length } = await loadSeed(3);
    await store.reader.withSnapshot(async (snapshot) => {
      const { total } = await listGroups(snapshot, groupPage('event_time', 'desc'));
      const page = await listGroups(
        snapshot,
        groupPage('event_time', 'desc', { offset: Number.MAX_SAFE_INTEGER }),
      );
      expect(page).toMatchObject({ groups: [], total, totalRows: length });
    });
  });
});
