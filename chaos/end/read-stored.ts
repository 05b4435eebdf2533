import { parseExactly } from '../rows/exact-json.ts';
import type { ElasticsearchHttp } from '../servers/elasticsearch-http.ts';

const PAGE = 2_000;

/** A document as it is stored. */
export interface StoredDocument {
  readonly index: string;
  readonly id: string;
  readonly source: Readonly<Record<string, unknown>>;
}

interface Page {
  readonly pit_id: string;
  readonly hits: {
    readonly hits: readonly {
      readonly _index: string;
      readonly _id: string;
      readonly _source: Readonly<Record<string, unknown>>;
      readonly sort: readonly unknown[];
    }[];
  };
}

/** Every document of the indices that a pattern matches, without rounding a number. @throws when a shard is missing */
export async function readStored(
  elasticsearch: ElasticsearchHttp,
  pattern: string,
): Promise<StoredDocument[]> {
  const named = await elasticsearch.ask('POST', `/${pattern}/_refresh`);
  if (named.status === 404) return [];
  const opened = await elasticsearch.read('POST', `/${pattern}/_pit?keep_alive=1m`);
  let pit = (JSON.parse(opened) as { id: string }).id;
  const stored: StoredDocument[] = [];
  let after: readonly unknown[] | undefined;
  do {
    const body = {
      size: PAGE,
      pit: { id: pit, keep_alive: '1m' },
      sort: ['_shard_doc'],
      search_after: after,
    };
    const path = '/_search?allow_partial_search_results=false';
    const page = parseExactly(await elasticsearch.read('POST', path, JSON.stringify(body))) as Page;
    pit = page.pit_id;
    for (const { _index: index, _id: id, _source: source } of page.hits.hits)
      stored.push({ index, id, source });
    after = page.hits.hits.at(-1)?.sort;
  } while (after !== undefined);
  await elasticsearch.ask('DELETE', '/_pit', JSON.stringify({ id: pit }));
  return stored;
}
