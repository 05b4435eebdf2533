import { moveFailure } from './move-failure.ts';
import type { Landed, RestoreWork } from './restore-work.ts';

/** Deletes archived copies of rows that have landed, exactly in the version that was read. */
export async function deleteLanded(
  { calls, tally }: Pick<RestoreWork, 'calls' | 'tally'>,
  rows: readonly Landed[],
): Promise<void> {
  const deleted = await calls.write(
    rows.map(({ archived, version }) => ({ action: 'delete', at: archived, onlyIf: version })),
    ({ status }, i) => {
      const row = rows[i];
      if (row !== undefined && status < 300) tally.moved(row.live.index, row.bytes);
    },
  );
  const undone: { readonly row: Landed; readonly wasResent: boolean }[] = [];
  for (const [i, row] of rows.entries()) {
    const result = deleted[i];
    if (result === undefined || result.status === 404 || result.status === 409)
      undone.push({ row, wasResent: result?.wasResent ?? true });
    else if (result.status >= 300) throw moveFailure(row.archived, result);
  }
  const found = await calls.look(undone.map(({ row }) => row.archived));
  for (const [i, { row, wasResent }] of undone.entries()) {
    // Another job has archived it again meanwhile, and sees to it.
    if ((found[i] ?? null) !== null) tally.conflict();
    else if (wasResent) tally.moved(row.live.index, row.bytes);
  }
}
