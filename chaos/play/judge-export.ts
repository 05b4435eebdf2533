import { type KnownRow, nameOf } from '../rows/known-row.ts';
import type { Difference } from './differences.ts';
import type { ExportedRow } from './read-export.ts';

/** The newest revision that was acknowledged before a time (`performance.now()`). */
const revisionAt = ({ acknowledged }: KnownRow, time: number): number =>
  acknowledged.findLast(({ at }) => at < time)?.revision ?? 0;

/**
 * What is wrong with an export: rows that it lists twice, and rows that must be in it and are not, or older than they were.
 * @param lasting rows that exist whatever goes on
 * @param visible since when (`performance.now()`) everything acknowledged before is visible to searches
 */
export function judgeExport(
  exported: readonly ExportedRow[],
  lasting: readonly KnownRow[],
  visible: number,
): Difference[] {
  const found = new Map<string, ExportedRow>();
  const differences: Difference[] = [];
  for (const row of exported) {
    if (found.has(row.id)) differences.push({ kind: 'exported twice', what: row.id });
    found.set(row.id, row);
  }
  for (const row of lasting) {
    if (row.since === null || row.since >= visible) continue;
    const name = nameOf(row);
    const listed = found.get(name);
    const expected = revisionAt(row, visible);
    if (listed === undefined) differences.push({ kind: 'not exported', what: name });
    else if ((listed.score ?? 0) < expected)
      differences.push({
        kind: 'exported in an older version',
        what: `${name} in revision ${listed.score} instead of ${expected}`,
      });
  }
  return differences;
}
