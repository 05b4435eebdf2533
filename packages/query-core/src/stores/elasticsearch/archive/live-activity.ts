import { StoreError } from '../../../ports/store-error.ts';
import type { MoveCalls } from './move-calls.ts';

/** What the shards of indices tell of themselves. */
export interface Activity {
  /** Searches that were answered, one for each shard. */
  readonly answered: number;
  readonly underWay: number;
  /** Where the primary shards of each index are, as text. */
  readonly primaries: ReadonlyMap<string, string>;
}

interface Shard {
  readonly routing?: { readonly primary?: boolean; readonly node?: string };
}

interface Statistics {
  readonly _all?: {
    readonly total?: { readonly search?: { readonly query_total?: number; readonly query_current?: number } };
  };
  readonly indices?: Readonly<
    Record<string, { readonly shards?: Readonly<Record<string, readonly Shard[]>> }>
  >;
}

const primariesOf = (shards: Readonly<Record<string, readonly Shard[]>>): string =>
  JSON.stringify(
    Object.entries(shards).map(([shard, copies]) => [
      shard,
      copies.find(({ routing }) => routing?.primary === true)?.routing?.node ?? null,
    ]),
  );

/** Asks what the shards of indices are doing; null where the cluster does not tell. */
export async function readActivity(calls: MoveCalls, index: string): Promise<Activity | null> {
  try {
    const { _all: all, indices = {} } = (await calls.calls().run('reading statistics', (client, options) =>
      client.indices.stats(
        {
          index,
          metric: ['search'],
          level: 'shards',
          filter_path: [
            '_all.total.search.query_total',
            '_all.total.search.query_current',
            'indices.*.shards.*.routing',
          ],
        },
        options,
      ),
    )) as Statistics;
    const search = all?.total?.search;
    return {
      answered: search?.query_total ?? 0,
      underWay: search?.query_current ?? 0,
      primaries: new Map(
        Object.entries(indices).map(([name, { shards = {} }]) => [name, primariesOf(shards)]),
      ),
    };
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}
