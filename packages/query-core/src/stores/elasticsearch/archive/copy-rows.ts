import { StoreError } from '../../../ports/store-error.ts';
import { isRefusal, refusalOf } from '../indices/bulk-item.ts';
import type { ArchiveBatch, Copy } from './archive-batch.ts';
import { type ArchiveNote, archivedText, readArchived } from './archive-document.ts';
import type { Write } from './move-calls.ts';
import { moveFailure } from './move-failure.ts';
import { isSame, type Moving, type Version } from './moving.ts';

const MOST_TRIES = 20;

interface Pending {
  readonly moving: Moving;
  readonly replaces?: Version;
  readonly isFirst: boolean;
}

/**
 * Writes copies. Those of other writers under the same id are replaced, also where they are equal, so that they claim it no
 * more; but only while the row is live in the version that was read, or an older text would replace a newer one.
 * @returns the rows that are not, or that a restore is bringing back
 */
export async function copyRows(
  { calls, tally, job, batch, now }: ArchiveBatch,
  rows: readonly Moving[],
  made: (copy: Copy) => void,
): Promise<readonly Moving[]> {
  const outdated: Moving[] = [];
  let pending: Pending[] = rows.map((moving) => ({ moving, isFirst: true }));
  for (let tries = 0; pending.length > 0; tries++) {
    if (tries === MOST_TRIES)
      throw new StoreError('overloaded', 'other jobs keep writing the same rows to the archive');
    const written = await calls.write(
      pending.map(({ moving, replaces, isFirst }): Write => {
        const archived_at = new Date(now()).toISOString();
        const note: ArchiveNote = { ...moving.live, job, batch, archived_at, first: isFirst };
        const text = archivedText(moving.text, note);
        const at = moving.archived;
        return replaces === undefined
          ? { action: 'create', at, text }
          : { action: 'index', at, text, onlyIf: replaces };
      }),
      ({ status, version }, i) => {
        const item = pending[i];
        if (item !== undefined && status < 300)
          made({ moving: item.moving, version, isNew: item.replaces === undefined });
      },
    );
    const conflicting: Pending[] = [];
    for (const [i, item] of pending.entries()) {
      const result = written[i];
      const { moving } = item;
      if (result === undefined || result.status === 409) conflicting.push(item);
      else if (isRefusal(result)) {
        const { reason } = refusalOf(moving.archived, result);
        tally.skipped({ ...moving.live, reason });
      } else if (result.status >= 300) throw moveFailure(moving.archived, result);
    }
    // The copy first: whoever replaces it after this look changes its version, and is met again.
    const found = await calls.look(conflicting.map(({ moving }) => moving.archived));
    const lives = await calls.look(conflicting.map(({ moving }) => moving.live));
    pending = conflicting.flatMap(({ moving }, i): Pending[] => {
      const there = found[i] ?? null;
      if (there === null) return [{ moving, isFirst: true }];
      const live = lives[i] ?? null;
      if (live === null || !isSame(live.version, moving.version)) {
        outdated.push(moving);
        return [];
      }
      const note = readArchived(there.source)?.note;
      if (note === undefined || note.index !== moving.live.index || note.id !== moving.live.id) {
        const reason = `${moving.archived.index}/${moving.archived.id} is another document, which is not replaced`;
        tally.skipped({ ...moving.live, reason });
        return [];
      }
      // A repeated request may have met the copy that the first one made: it is still the first.
      const isFirst = note.first && note.job === job && note.batch === batch;
      return [{ moving, replaces: there.version, isFirst }];
    });
  }
  return outdated;
}
