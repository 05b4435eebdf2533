import { type Execution, readExecution } from '@achilles/types';
import type { GroupPage } from '../../src/plan/pages.ts';
import type { RawDocument } from '../worlds/world.ts';

/** A group as a test expects it: its key, and its members by index and id. */
export interface NaiveGroup {
  readonly key: string;
  readonly members: readonly string[];
}

interface Row {
  readonly name: string;
  readonly execution: Execution;
}

type Value = string | number | boolean | null;

const utf8 = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const RANKED = ['info', 'low', 'medium', 'high', 'critical'];

function compare(field: string, a: Value, b: Value, direction: 'asc' | 'desc'): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const sign = direction === 'asc' ? 1 : -1;
  if (typeof a !== 'string' || typeof b !== 'string') return sign * (Number(a) - Number(b));
  if (field !== 'severity') return sign * utf8(a, b);
  // Unknown severities rank below info, A–Z when critical comes first.
  return sign * (RANKED.indexOf(a) - RANKED.indexOf(b) || utf8(b, a));
}

function keyOf({ is_bundle_control, bundle_id, test_uuid, hostname, event_time }: Execution): string {
  if (is_bundle_control && bundle_id !== null)
    return `bundle::${bundle_id}::${hostname ?? ''}::${event_time}`;
  return `standalone::${test_uuid}::${hostname ?? ''}::${event_time}`;
}

const withCode = (rows: readonly Row[], codes: readonly number[]) =>
  rows.filter(({ execution }) => codes.includes(execution.error_code ?? -1)).length;

function orderedBy(rows: readonly Row[], by: GroupPage['order']['by']): Value {
  const [first] = rows;
  switch (by) {
    case 'totalCount':
      return rows.length;
    case 'protectedCount':
      return withCode(rows, [105, 126, 127]);
    case 'unprotectedCount':
      return withCode(rows, [101]);
    default:
      return first?.execution[by] ?? null;
  }
}

/** All groups that documents form, in the order of a page: folded, sorted and compared as CONTRACT section 4 says. */
export function naiveGroups(
  documents: readonly RawDocument[],
  { order, members }: Pick<GroupPage, 'order' | 'members'>,
): NaiveGroup[] {
  const rows = documents.flatMap(({ index, id, source }): Row[] => {
    const { execution } = readExecution(source);
    return execution === null ? [] : [{ name: `${index}/${id}`, execution }];
  });
  const inMemberOrder = ({ execution: a, name }: Row, { execution: b, name: other }: Row) =>
    compare(members.field, a[members.field], b[members.field], members.direction) ||
    b.event_time - a.event_time ||
    compare('test_uuid', a.test_uuid, b.test_uuid, 'asc') ||
    compare('hostname', a.hostname, b.hostname, 'asc') ||
    compare('org', a.org, b.org, 'asc') ||
    utf8(name, other);
  const groups = [...Map.groupBy(rows, ({ execution }) => keyOf(execution))].map(([key, of]) => {
    const sorted = of.sort(inMemberOrder);
    return { key, sorted, time: of[0]?.execution.event_time ?? 0, value: orderedBy(sorted, order.by) };
  });
  groups.sort(
    (a, b) => compare(order.by, a.value, b.value, order.direction) || b.time - a.time || utf8(a.key, b.key),
  );
  return groups.map(({ key, sorted }) => ({ key, members: sorted.map(({ name }) => name) }));
}
