import type { ExecutionRow, GroupSort, SortOrder } from '@achilles/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GroupPage, PageState, RowGroup, RowOrder } from '../src/plan/pages.ts';
import { hasCode } from '../src/plan/predicate.ts';
import type { Store } from '../src/ports/store.ts';
import { openStore } from '../src/stores/open-store.ts';
import { loadSeed, SEEDS } from './load-seed.ts';
import { expectOrdered, groupPage, listGroups } from './pages-of-store.ts';
import { groupsOf } from './rows-of-world.ts';

const DIRECTIONS: readonly SortOrder[] = ['asc', 'desc'];

let store: Store;
beforeEach(async () => {
  store = await openStore({ kind: 'duckdb', file: ':memory:' });
});
afterEach(() => store.close());

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
      const rows = await loadSeed(store, seed);
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
    const rows = await loadSeed(store, 5);
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
    const { length } = await loadSeed(store, 4);
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
    const rows = await loadSeed(store, 3);
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
    const { length } = await loadSeed(store, 3);
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
