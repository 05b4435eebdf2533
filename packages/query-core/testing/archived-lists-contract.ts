import { expect, test } from 'vitest';
import type { Store } from '../src/ports/store.ts';
import { askStore } from './differential/ask-store.ts';
import { compareExports, compareWalks } from './differential/compare-world.ts';
import { archiveExpectations } from './worlds/archive-fixture.ts';
import type { World } from './worlds/world.ts';

type Row = { readonly id: string };
type Body = {
  readonly data?: readonly Row[];
  readonly groups?: readonly { readonly members: readonly Row[] }[];
  readonly pagination: { readonly totalItems?: number; readonly totalGroups?: number };
};

/**
 * Every store lists archived rows together with live ones.
 * @param opened a store that holds the world with the rows of its archive, and the world as it is there
 * @param shown the id that a row has in the fixture, of the one that it has in the store
 */
export function archivedListsContract(
  opened: () => { readonly store: Store; readonly world: World },
  shown: (id: string) => string = (id) => id,
): void {
  test.each(archiveExpectations)('$name', async ({ path, query, ids, total }) => {
    const { store, world } = opened();
    const answer = await askStore(store.reader, world, { path, query: new URLSearchParams(query) });
    if (answer.status !== 200) throw new Error(`the list was refused with ${answer.status}`);
    const { data, groups, pagination } = answer.body as Body;
    const idsOf = (rows: readonly Row[] = []) => rows.map(({ id }) => shown(id));
    expect(groups?.map(({ members }) => idsOf(members)) ?? idsOf(data)).toEqual(ids);
    expect(pagination.totalItems ?? pagination.totalGroups).toBe(total);
  });

  test('pages that follow one another, and an export that is gone on with, are the whole list', async () => {
    const { store, world } = opened();
    const query = new URLSearchParams('from=2026-01-01&include=archived');
    const pages = new URLSearchParams('from=2026-01-01&include=archived&pageSize=3');
    const grouped = new URLSearchParams(`${pages}&grouped=true`);
    const path = 'executions/paginated';
    const stores = { store };
    expect(await compareWalks(stores, world, { path, query: pages })).toEqual([]);
    expect(await compareWalks(stores, world, { path, query: grouped })).toEqual([]);
    expect(await compareExports(stores, world, query, 4)).toEqual([]);
  });

  test('the newest rows are those of both', async () => {
    const { store, world } = opened();
    const query = new URLSearchParams('from=2026-01-01&include=archived&limit=3');
    const answer = await askStore(store.reader, world, { path: 'executions', query });
    expect(answer).toMatchObject({ status: 200, totalCount: 8 });
  });
}
