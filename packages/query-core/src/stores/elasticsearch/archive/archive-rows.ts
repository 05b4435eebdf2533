import type { RowIdentity } from '@achilles/types';
import { StoreError } from '../../../ports/store-error.ts';
import { isRefusal, refusalOf } from '../indices/bulk-item.ts';
import { type ArchiveNote, archivedText, readArchived } from './archive-document.ts';
import { judgeDeletion } from './judge-deletion.ts';
import type { Activity } from './live-activity.ts';
import type { Found, MoveCalls, Write } from './move-calls.ts';
import { moveFailure } from './move-failure.ts';
import type { MoveTally } from './move-tally.ts';
import { isSame, type Moving, type Version } from './moving.ts';

const MOST_TRIES = 20;
const MOST_ROUNDS = 10;

/** A row that stands in the archive now. */
export interface Copy {
  readonly moving: Moving;
  readonly version: Version;
  /** Whether this step made it where nothing was. */
  readonly isNew: boolean;
}

/** What a batch of an archive works with. */
export interface ArchiveBatch {
  readonly calls: MoveCalls;
  readonly tally: MoveTally;
  readonly job: string;
  readonly batch: number;
  readonly now: () => number;
  /** Tells by its text whether a row is still asked for. */
  readonly isSelected: (text: string) => boolean;
  /** Where the live shards were before the batch, and how to ask where they are now. */
  readonly activity: Activity | null;
  readonly readActivity: () => Promise<Activity | null>;
}

interface Pending {
  readonly moving: Moving;
  readonly replaces?: Version;
  readonly isFirst: boolean;
}

const asExecution = ({ index, id }: RowIdentity) => ({ index, id }) as Parameters<typeof refusalOf>[0];

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
        const { reason } = refusalOf(asExecution(moving.archived), result);
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

/** What of a batch reads back as it was written. */
export interface Verified {
  readonly copies: readonly Copy[];
  /** Rows that have changed meanwhile, or whose copies another job has taken over. */
  readonly overtaken: readonly Moving[];
}

/** Reads copies back and compares them. @throws StoreError for one that is not what was written */
export async function verifyCopies(
  { calls, job, batch }: Pick<ArchiveBatch, 'calls' | 'job' | 'batch'>,
  copies: readonly Copy[],
): Promise<Verified> {
  const found = await calls.look(copies.map(({ moving }) => moving.archived));
  const overtaken: Moving[] = [];
  const verified: Copy[] = [];
  for (const [i, copy] of copies.entries()) {
    const there = found[i] ?? null;
    const archived = there === null ? null : readArchived(there.source);
    const isOurs = archived?.note.job === job && archived.note.batch === batch;
    if (there === null || !isOurs) overtaken.push(copy.moving);
    else if (archived.text === copy.moving.text) verified.push({ ...copy, version: there.version });
    else {
      const { index, id } = copy.moving.live;
      const message = `${index}/${id} reads otherwise in ${copy.moving.archived.index} than it is live, so that it was left live; archive it in an index without a pipeline and with its whole _source`;
      throw new StoreError('unreadable', message);
    }
  }
  return { copies: verified, overtaken };
}

/** Deletes copies again that nobody has touched since. */
export async function takeBack(calls: MoveCalls, copies: readonly Copy[]): Promise<void> {
  const written = await calls.write(
    copies.map(({ moving, version }) => ({ action: 'delete', at: moving.archived, onlyIf: version })),
  );
  for (const [i, result] of written.entries())
    if (result.status >= 300 && result.status !== 409 && result.status !== 404)
      throw moveFailure(copies[i]?.moving.archived ?? { index: '', id: '' }, result);
}

/** Rows as they are now, of those that are still to be moved. */
export function readAgain(
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
  const deleted = await calls.write(
    copies.map(({ moving }) => ({ action: 'delete', at: moving.live, onlyIf: moving.version })),
  );
  const undone: { readonly copy: Copy; readonly wasResent: boolean }[] = [];
  const moved = ({ live, text }: Moving) => tally.moved(live.index, Buffer.byteLength(text));
  let failed: StoreError | undefined;
  for (const [i, copy] of copies.entries()) {
    const result = deleted[i];
    if (result === undefined || result.status === 404 || result.status === 409)
      undone.push({ copy, wasResent: result?.wasResent ?? true });
    else if (result.status >= 300) failed ??= moveFailure(copy.moving.live, result);
    else moved(copy.moving);
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
    if (verdict === 'ended' || (verdict === 'again' && copy.isNew)) back.push(copy);
  }
  for (const _ of overtaken) tally.conflict();
  await takeBack(calls, back);
  return readAgain(batch, rows, found);
}
