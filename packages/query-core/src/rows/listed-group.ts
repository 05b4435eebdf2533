import { type ExecutionGroup, type ExecutionRow, PROTECTED_CODES, UNPROTECTED_CODES } from '@achilles/types';
import { isInBundle } from '../plan/group-key.ts';
import type { RowGroup } from '../plan/pages.ts';
import { enrichedRow, type NameOf } from './listed-row.ts';

const withCode = (members: readonly ExecutionRow[], codes: readonly number[]): number =>
  members.filter(({ execution: { error_code: code } }) => code !== null && codes.includes(code)).length;

/** A group as pages answer it (CONTRACT section 4, Groups): counts go by the codes, not by the flag. */
export function listedGroup({ key, members }: RowGroup, nameOf: NameOf): ExecutionGroup {
  const rows = members.map((member) => enrichedRow(member, nameOf));
  const [representative] = rows;
  const [first] = members;
  if (representative === undefined || first === undefined) throw new Error('a group has at least one member');
  return {
    groupKey: key,
    type: isInBundle(first.execution) ? 'bundle' : 'standalone',
    representative,
    members: rows,
    protectedCount: withCode(members, PROTECTED_CODES),
    unprotectedCount: withCode(members, UNPROTECTED_CODES),
    totalCount: members.length,
    defenderDetected: members.some(({ execution }) => execution.defender_detected),
  };
}
