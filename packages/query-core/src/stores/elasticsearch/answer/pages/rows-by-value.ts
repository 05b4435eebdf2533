import { compareText } from '../../../../score/order.ts';
import type { SearchReader } from '../group-reader.ts';
import type { RowsQuery } from '../rows-by-time.ts';
import { bucketsOf } from '../walk-buckets.ts';
import type { RowKey } from './row-keys.ts';

const BUCKETS_IN_PAGE = 10_000;

/** How many rows have a value. */
export interface ValueRows {
  readonly value: string | number;
  readonly rows: number;
}

async function* ofGroup(
  { paths, search }: SearchReader,
  query: RowsQuery,
  { field, direction }: RowKey,
): AsyncGenerator<ValueRows> {
  const sources = [{ value: { terms: { field: paths(field), order: direction } } }];
  for await (const { key, doc_count } of bucketsOf(search, { query: query(paths), sources }, BUCKETS_IN_PAGE))
    yield { value: (key as { value: string | number }).value, rows: doc_count };
}

const compare = (a: ValueRows['value'], b: ValueRows['value']): number =>
  typeof a === 'string' ? compareText(a, String(b)) : a - Number(b);

/** How many rows have each value of a field, in all groups, in the order of the values; read as they are asked for. */
export async function* rowsByValue(
  readers: readonly SearchReader[],
  query: RowsQuery,
  by: RowKey,
): AsyncGenerator<ValueRows> {
  const groups = readers.map((reader) => ofGroup(reader, query, by));
  const sign = by.direction === 'asc' ? 1 : -1;
  const heads = await Promise.all(groups.map((group) => group.next()));
  for (;;) {
    const values = heads.flatMap(({ done, value }) => (done === true ? [] : [value.value]));
    const [first] = values.sort((a, b) => sign * compare(a, b));
    if (first === undefined) return;
    let rows = 0;
    for (const [i, head] of heads.entries()) {
      if (head.done === true || head.value.value !== first) continue;
      rows += head.value.rows;
      heads[i] = await (groups[i] as AsyncGenerator<ValueRows>).next();
    }
    yield { value: first, rows };
  }
}
