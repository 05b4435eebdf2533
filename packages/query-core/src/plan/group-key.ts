import type { Execution } from '@achilles/types';

/** What a group's key is made of. */
export type GroupKeyFields = Pick<
  Execution,
  'is_bundle_control' | 'bundle_id' | 'test_uuid' | 'hostname' | 'event_time'
>;

/** Whether a row is grouped with the other controls of its bundle; hygiene controls too (CONTRACT section 4, Groups). */
export const isInBundle = ({ is_bundle_control, bundle_id }: GroupKeyFields): boolean =>
  is_bundle_control && bundle_id !== null;

/**
 * The key of the group that a row is in (CONTRACT section 4, Groups): rows with equal keys are one group, even where ids
 * or hosts contain `::`.
 */
export function groupKey(row: GroupKeyFields): string {
  const { hostname, event_time: time } = row;
  return isInBundle(row)
    ? writeGroupKey({ kind: 'bundle', id: row.bundle_id ?? '', hostname, time })
    : writeGroupKey({ kind: 'standalone', id: row.test_uuid, hostname, time });
}

/** Whether the rows of a group are controls of one bundle run, or of one standalone test. */
export type GroupKind = 'bundle' | 'standalone';

/** What one key is made of; the time in epoch milliseconds. */
export interface GroupKeyParts {
  readonly kind: GroupKind;
  readonly id: string;
  readonly hostname: string | null;
  readonly time: number;
}

const SEPARATOR = '::';

/** Puts a key together; a missing hostname is the empty string in it. */
export const writeGroupKey = ({ kind, id, hostname, time }: GroupKeyParts): string =>
  [kind, id, hostname ?? '', time].join(SEPARATOR);

/**
 * Everything that a key may have been made of: where an id or a host contains `::`, rows that differ in both have one
 * key, and a missing hostname reads like an empty one.
 */
export function readGroupKey(key: string): GroupKeyParts[] {
  const end = key.lastIndexOf(SEPARATOR);
  const kind = key.startsWith('bundle') ? 'bundle' : 'standalone';
  const names = key.slice(kind.length + SEPARATOR.length, end);
  const time = Number(key.slice(end + SEPARATOR.length));
  const parts: GroupKeyParts[] = [];
  for (let at = names.indexOf(SEPARATOR); at !== -1; at = names.indexOf(SEPARATOR, at + 1)) {
    const id = names.slice(0, at);
    const hostname = names.slice(at + SEPARATOR.length);
    parts.push({ kind, id, hostname, time });
    if (hostname === '') parts.push({ kind, id, hostname: null, time });
  }
  return parts;
}
