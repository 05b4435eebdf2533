import { PROTECTED_CODES, UNPROTECTED_CODES } from '@achilles/types';
import type { GroupOrder, GroupPage, RowOrder } from '../../plan/pages.ts';
import type { VisibleRows } from '../../plan/visible-rows.ts';
import { fieldKey, orderBy, rowKeys, type SortKey, sortBytes } from './compile-row-order.ts';
import { rowsWhere } from './compile-row-page.ts';
import { selectRow } from './read-row.ts';
import { rowSource } from './row-source.ts';
import { Bindings, type Statement } from './statement.ts';

/** The key of a row's group (CONTRACT section 4, Groups); `concat` takes a missing hostname as the empty string. */
export const GROUP_KEY =
  "concat(CASE WHEN is_bundle_control AND bundle_id IS NOT NULL THEN 'bundle::' || bundle_id ELSE 'standalone::' || test_uuid END, '::', hostname, '::', event_time)";

/** A group: its key and its time, epoch milliseconds. */
export interface GroupMark {
  readonly key: string;
  readonly time: number;
}

/** Some groups on end: those after the mark, or all where it is null; without the first `offset` of them. */
export interface GroupRange {
  readonly after: GroupMark | null;
  readonly offset: number;
  readonly size: number;
}

const count = (codes: readonly number[]): string =>
  `count(*) FILTER (WHERE error_code IN (${codes.join(', ')}))`;

/** What groups are sorted by, over the members of each: the value that the first one in their order has, or a count. */
function rankOf({ by, direction }: GroupOrder, members: RowOrder): SortKey {
  const counted = (sql: string): SortKey => ({ sql, direction: direction === 'desc' ? 'DESC' : 'ASC' });
  switch (by) {
    case 'event_time':
      // A key ends with the time: all members share it.
      return counted('any_value(event_time)');
    case 'totalCount':
      return counted('count(*)');
    case 'protectedCount':
      return counted(count(PROTECTED_CODES));
    case 'unprotectedCount':
      return counted(count(UNPROTECTED_CODES));
    case 'hostname':
    case 'test_name':
    case 'severity': {
      const { sql, direction: way } = fieldKey(by, direction);
      // In a struct, since a missing value would be passed over.
      return { sql: `arg_min({'value': ${sql}}, ${sortBytes(rowKeys(members))}).value`, direction: way };
    }
    default:
      return by satisfies never;
  }
}

/** A key tells the time of its group, so that rows of groups before and at the mark are left out row by row. */
function follows({ key, time }: GroupMark, { direction }: GroupOrder, bind: Bindings): string {
  const at = bind.integer(time);
  const beyond = direction === 'desc' ? '<' : '>';
  return `event_time ${beyond}= ${at} AND (event_time ${beyond} ${at} OR ${GROUP_KEY} > ${bind.text(key)})`;
}

/** Whether a page of groups can go on after a mark: only where they are sorted by what the mark tells. */
export const canFollow = ({ by }: GroupOrder): boolean => by === 'event_time';

/**
 * Compiles to rows of the number of groups, the number of their rows, and key and time of each group of the range, in
 * order; where the range has none, to one row with null for these two. The numbers are of what comes after the mark.
 */
export function compileGroupPage(
  { rows, order, members }: GroupPage,
  visible: VisibleRows,
  range: GroupRange,
): Statement {
  const bind = new Bindings();
  const all = rowsWhere(rows, visible.scope, bind);
  const where = range.after === null ? all : `${all} AND ${follows(range.after, order, bind)}`;
  const rank = rankOf(order, members);
  const keys: readonly SortKey[] = [
    { sql: 'rank', direction: rank.direction },
    { sql: 'time', direction: 'DESC' },
    { sql: 'group_key', direction: 'ASC' },
  ];
  const group = `${GROUP_KEY} AS group_key, any_value(event_time) AS time, count(*) AS members, ${rank.sql} AS rank`;
  const limit = `LIMIT ${bind.integer(range.size)} OFFSET ${bind.integer(range.offset)}`;
  const ctes = [
    `grouped AS MATERIALIZED (SELECT ${group} FROM ${rowSource(visible)} WHERE ${where} GROUP BY group_key)`,
    `page AS (SELECT * FROM grouped ORDER BY ${orderBy(keys)} ${limit})`,
    'totals AS (SELECT count(*) AS total, coalesce(sum(members), 0)::BIGINT AS total_rows FROM grouped)',
  ];
  return bind.statement(
    `WITH ${ctes.join(',\n')}\nSELECT total, total_rows, group_key, time FROM totals LEFT JOIN page ON TRUE ORDER BY ${orderBy(keys)}`,
  );
}

/** Compiles to the listed rows, with the group's key, of all members of some groups, in the order of members. */
export function compileGroupMembers(
  { rows, members }: GroupPage,
  visible: VisibleRows,
  groups: readonly GroupMark[],
): Statement {
  const bind = new Bindings();
  const where = rowsWhere(rows, visible.scope, bind);
  const times = bind.integers([...new Set(groups.map(({ time }) => time))]);
  const keys = bind.texts(groups.map(({ key }) => key));
  const ofGroups = `event_time IN (SELECT unnest(${times})) AND ${GROUP_KEY} IN (SELECT unnest(${keys}))`;
  const found = `SELECT rowid AS row_id FROM ${rowSource(visible)} WHERE ${where} AND ${ofGroups}`;
  return bind.statement(
    `WITH members AS (${found})\nSELECT ${selectRow(GROUP_KEY)} FROM ${rowSource(visible)} WHERE rowid IN (SELECT row_id FROM members) ORDER BY ${orderBy(rowKeys(members))}`,
  );
}

/** Compiles to key and time of the group that a row is in. */
export function compileGroupMark(row: number, visible: VisibleRows): Statement {
  const bind = new Bindings();
  return bind.statement(
    `SELECT ${GROUP_KEY}, event_time FROM ${rowSource(visible)} WHERE rowid = ${bind.integer(row)}`,
  );
}
