import type { RowsTargets } from './rows-targets.ts';

const ROWS_IN_PAGE = 5_000;
const KEEP_ALIVE = '2m';

/** What a scan by hand came to. */
export interface BareScan {
  readonly rows: number;
  readonly seconds: number;
}

/** Reads every document of a point in time in the cheapest order there is, with the client's own parsing and no more. */
export async function bareScan({ client, index }: RowsTargets): Promise<BareScan> {
  const started = performance.now();
  const { id } = await client.openPointInTime({ index, keep_alive: KEEP_ALIVE });
  let rows = 0;
  try {
    for (let after: (string | number)[] | undefined; ; ) {
      const { hits } = await client.search({
        pit: { id, keep_alive: KEEP_ALIVE },
        size: ROWS_IN_PAGE,
        sort: [{ _shard_doc: 'asc' }],
        track_total_hits: false,
        ...(after !== undefined && { search_after: after }),
      });
      rows += hits.hits.length;
      after = hits.hits.at(-1)?.sort as (string | number)[] | undefined;
      if (hits.hits.length < ROWS_IN_PAGE) break;
    }
  } finally {
    await client.closePointInTime({ id });
  }
  return { rows, seconds: (performance.now() - started) / 1_000 };
}
