import { StoreError } from '../../../ports/store-error.ts';
import type { ArchiveBatch, Copy } from './archive-batch.ts';
import { judgeDeletion } from './judge-deletion.ts';
import type { Found } from './move-calls.ts';
import { moveFailure } from './move-failure.ts';
import { isSame, type Moving } from './moving.ts';
import { takeBack } from './take-back.ts';
import type { Verified } from './verify-copies.ts';

const MOST_ROUNDS = 10;

/** Rows as they are now, of those that are still to be moved. */
function readAgain(
  { tally, isSelected }: Pick<ArchiveBatch, 'tally' | 'isSelected'>,
  rows: readonly Moving[],
  found: readonly (Found | null)[],
): Moving[] {
  return rows.flatMap((row, i) => {
    const there = found[i] ?? null;
    if (there === null) return [];
    const text = JSON.stringify(there.source);
    if (!isSelected(text)) return [];
    if (row.rounds + 1 < MOST_ROUNDS)
      return [{ ...row, text, version: there.version, rounds: row.rounds + 1 }];
    tally.skipped({ ...row.live, reason: 'it kept changing while it was archived; run the job again' });
    return [];
  });
}

/**
 * Deletes the live rows that stand in the archive, exactly in the version that was copied.
 * @returns the rows that have changed meanwhile, as they are now
 */
export async function deleteCopied(
  batch: ArchiveBatch,
  { copies, overtaken }: Verified,
): Promise<readonly Moving[]> {
  const { calls, tally } = batch;
  const moved = ({ live, text }: Moving) => tally.moved(live.index, Buffer.byteLength(text));
  const deleted = await calls.write(
    copies.map(({ moving }) => ({ action: 'delete', at: moving.live, onlyIf: moving.version })),
    ({ status }, i) => {
      const copy = copies[i];
      if (copy !== undefined && status < 300) moved(copy.moving);
    },
  );
  const undone: { readonly copy: Copy; readonly wasResent: boolean }[] = [];
  let failed: StoreError | undefined;
  for (const [i, copy] of copies.entries()) {
    const result = deleted[i];
    if (result === undefined || result.status === 404 || result.status === 409)
      undone.push({ copy, wasResent: result?.wasResent ?? true });
    else if (result.status >= 300) failed ??= moveFailure(copy.moving.live, result);
  }
  if (failed !== undefined) throw failed;
  if (undone.length === 0 && overtaken.length === 0) return [];
  const rows = [...undone.map(({ copy }) => copy.moving), ...overtaken];
  const found = await calls.look(rows.map(({ live }) => live));
  // A shard that was moved or promoted meanwhile may have deleted a row without telling.
  const after = await batch.readActivity();
  const primaries = ({ live: { index } }: Moving) =>
    batch.activity !== null &&
    after !== null &&
    batch.activity.primaries.has(index) &&
    batch.activity.primaries.get(index) === after.primaries.get(index);
  const back: Copy[] = [];
  for (const [i, { copy, wasResent }] of undone.entries()) {
    const there = found[i] ?? null;
    // What is there in the version that was to be deleted has been refused by a shard that has not caught up.
    if (there !== null && isSame(there.version, copy.moving.version))
      throw new StoreError(
        'unavailable',
        `index ${copy.moving.live.index} is not where it can be written to`,
      );
    const inDoubt = wasResent || !primaries(copy.moving);
    const verdict = judgeDeletion({ deleted: false, isThere: there !== null, inDoubt, isNew: copy.isNew });
    if (verdict === 'moved') moved(copy.moving);
    if (verdict === 'again') tally.conflict();
    // What was deleted and written anew may be a restore's, which takes it back because it is archived.
    if (verdict === 'ended' || (verdict === 'again' && copy.isNew && !inDoubt)) back.push(copy);
  }
  for (const _ of overtaken) tally.conflict();
  await takeBack(calls, back);
  return readAgain(batch, rows, found);
}
