import type { ExecutionRow } from '@achilles/types';
import { type GroupKeyParts, groupKey, readGroupKey } from '../../../../plan/group-key.ts';
import type { RowGroup, RowOrder } from '../../../../plan/pages.ts';
import { compareRows } from '../../../../rows/compare-rows.ts';
import { type FieldPaths, termsOf } from '../../query/compile-predicate.ts';
import { allOf, anyOf, type Query } from '../../query/query.ts';
import { withValues } from '../../query/with-values.ts';
import { doAtOnce } from '../do-at-once.ts';
import type { GroupReader, Hit } from '../group-reader.ts';
import { readRow } from '../pages/read-row.ts';
import type { FoundGroup } from './group-fold.ts';
import { atTimes, GROUP_KINDS, type GroupSearch, ID_FIELD, kindQuery } from './group-queries.ts';
import { miscounted } from './miscounted.ts';

/** Each has a time, and a query may have 1,024 clauses. */
const GROUPS_AT_ONCE = 250;
const ROWS_AT_ONCE = 5_000;

/** All rows of groups, and others that share a time, an id and a host with some of them. */
function membersQuery(keys: readonly GroupKeyParts[], paths: FieldPaths): Query {
  const kinds = GROUP_KINDS.flatMap((kind): Query[] => {
    const ofKind = keys.filter((key) => key.kind === kind);
    if (ofKind.length === 0) return [];
    const ids = [...new Set(ofKind.map(({ id }) => id))];
    const hosts = [...new Set(ofKind.map(({ hostname }) => hostname))];
    return [
      allOf([
        kindQuery(kind, paths),
        termsOf(paths(ID_FIELD[kind]), ids),
        withValues(paths('hostname'), hosts),
      ]),
    ];
  });
  return allOf([atTimes([...new Set(keys.map(({ time }) => time))], paths('event_time')), anyOf(kinds)]);
}

async function readRows(
  { find }: GroupReader,
  query: Query,
  take: (row: ExecutionRow) => void,
): Promise<void> {
  let last: Hit | undefined;
  for (;;) {
    const after = last === undefined ? {} : { search_after: last.sort };
    const hits = await find({
      query,
      size: ROWS_AT_ONCE,
      sort: [{ _shard_doc: { order: 'asc' } }],
      ...after,
    });
    for (const hit of hits) take(readRow(hit));
    last = hits.at(-1);
    if (last === undefined || hits.length < ROWS_AT_ONCE) return;
  }
}

/**
 * Reads all rows of groups.
 * @param groups in the order of the page, which the answer keeps
 * @throws StoreError `unreadable` when the documents of a group are not the rows that were counted
 */
export async function readMembers(
  readers: readonly GroupReader[],
  { rows }: GroupSearch,
  groups: readonly FoundGroup[],
  order: RowOrder,
): Promise<RowGroup[]> {
  const members = new Map(groups.map(({ key }): [string, ExecutionRow[]] => [key, []]));
  const chunks = Array.from({ length: Math.ceil(groups.length / GROUPS_AT_ONCE) }, (_, i) =>
    groups.slice(i * GROUPS_AT_ONCE, (i + 1) * GROUPS_AT_ONCE),
  );
  for (const reader of readers) {
    await doAtOnce(chunks, async (chunk) => {
      const keys = chunk.flatMap(({ key }) => readGroupKey(key));
      const wanted = new Set(chunk.map(({ key }) => key));
      await readRows(reader, rows(reader.paths, [membersQuery(keys, reader.paths)]), (row) => {
        const key = groupKey(row.execution);
        if (wanted.has(key)) members.get(key)?.push(row);
      });
    });
  }
  const compare = compareRows(order);
  return groups.map(({ key, rows: counted }) => {
    const found = members.get(key) ?? [];
    if (found.length < counted) throw miscounted(`the documents of ${key}`);
    return { key, members: found.sort(compare) };
  });
}
