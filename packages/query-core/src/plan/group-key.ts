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
  const [type, id] = isInBundle(row) ? ['bundle', row.bundle_id] : ['standalone', row.test_uuid];
  return `${type}::${id}::${row.hostname ?? ''}::${row.event_time}`;
}
