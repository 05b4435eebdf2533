import type { RowIdentity } from '@achilles/types';
import { StoreError } from '../../../ports/store-error.ts';
import { isRefusal, refusalOf } from '../indices/bulk-item.ts';
import type { Activity } from './live-activity.ts';
import type { MoveCalls, Write } from './move-calls.ts';
import { moveFailure } from './move-failure.ts';
import type { MoveTally } from './move-tally.ts';
import { isSame, type Moving, type Version } from './moving.ts';

const MOST_TRIES = 20;

/** A row that is live again, or was since; its archived copy is not needed any more. */
export interface Landed {
  readonly live: RowIdentity;
  readonly archived: RowIdentity;
  /** The version of the archived copy that was read. */
  readonly version: Version;
  readonly bytes: number;
  /** The version that was written live, where nothing was. */
  readonly made: Version | null;
}

/** What a restore works with. */
export interface RestoreWork {
  readonly calls: MoveCalls;
  readonly tally: MoveTally;
  readonly activity: Activity | null;
  readonly readActivity: () => Promise<Activity | null>;
}

interface Pending {
  readonly moving: Moving;
  readonly replaces?: Version;
}

interface Live {
  readonly moving: Moving;
  readonly version: Version;
  readonly isNew: boolean;
  readonly wasResent: boolean;
}

/** Writes rows live, also those that are live in the same text: their version tells other jobs of it. */
async function writeLive({ calls, tally }: RestoreWork, rows: readonly Moving[], made: (live: Live) => void) {
  let pending: Pending[] = rows.map((moving) => ({ moving }));
  for (let tries = 0; pending.length > 0; tries++) {
    if (tries === MOST_TRIES)
      throw new StoreError('overloaded', 'other writers keep changing the same executions');
    const written = await calls.write(
      pending.map(({ moving: { live, text }, replaces }): Write => {
        if (replaces === undefined) return { action: 'create', at: live, text };
        return { action: 'index', at: live, text, onlyIf: replaces };
      }),
      ({ status, version, wasResent }, i) => {
        const item = pending[i];
        if (item !== undefined && status < 300)
          made({ moving: item.moving, version, isNew: item.replaces === undefined, wasResent });
      },
    );
    const conflicting: Moving[] = [];
    for (const [i, { moving }] of pending.entries()) {
      const result = written[i];
      if (result === undefined || result.status === 409) conflicting.push(moving);
      else if (isRefusal(result))
        tally.skipped({ ...moving.live, reason: refusalOf(moving.live, result).reason });
      else if (result.status >= 300) throw moveFailure(moving.live, result);
    }
    const found = await calls.look(conflicting.map(({ live }) => live));
    pending = conflicting.flatMap((moving, i): Pending[] => {
      const there = found[i] ?? null;
      if (there === null) return [{ moving }];
      if (JSON.stringify(there.source) === moving.text) return [{ moving, replaces: there.version }];
      tally.skipped({ ...moving.live, reason: 'it is live in another version, which stays' });
      return [];
    });
  }
}

/** Rows whose archived copy is the one that was read; another job sees to the others, whose text may be an older one. */
async function stillArchived({ calls, tally }: RestoreWork, rows: readonly Moving[]): Promise<Moving[]> {
  const found = await calls.look(rows.map(({ archived }) => archived));
  return rows.filter(({ version }, i) => {
    const there = found[i] ?? null;
    if (there !== null && !isSame(there.version, version)) tally.conflict();
    return there !== null && isSame(there.version, version);
  });
}

/**
 * Takes back the rows that were made live while another job archived a version that may be newer, before a reader can
 * take them for the newest.
 * @returns the others
 */
async function withoutOvertaken({ calls, tally }: RestoreWork, written: readonly Live[]): Promise<Live[]> {
  const made = written.filter(({ isNew }) => isNew);
  const found = await calls.look(made.map(({ moving }) => moving.archived));
  const overtaken = new Set(
    made.filter(({ moving }, i) => {
      const there = found[i] ?? null;
      return there !== null && !isSame(there.version, moving.version);
    }),
  );
  if (overtaken.size === 0) return [...written];
  for (const _ of overtaken) tally.conflict();
  await calls.write(
    [...overtaken].map(({ moving, version }) => ({ action: 'delete', at: moving.live, onlyIf: version })),
  );
  return written.filter((live) => !overtaken.has(live));
}

/**
 * Writes archived rows live and reads them back. One that was changed or deleted by its writer meanwhile has landed too:
 * what is archived of it is older.
 */
export async function landRows(
  work: RestoreWork,
  rows: readonly Moving[],
  made: (landed: Landed) => void,
): Promise<readonly Landed[]> {
  const landedOf = ({ moving, version, isNew }: Live): Landed => ({
    live: moving.live,
    archived: moving.archived,
    version: moving.version,
    bytes: Buffer.byteLength(moving.text),
    made: isNew ? version : null,
  });
  const all: Live[] = [];
  await writeLive(work, await stillArchived(work, rows), (live) => {
    all.push(live);
    made(landedOf(live));
  });
  const written = await withoutOvertaken(work, all);
  const found = await work.calls.look(written.map(({ moving }) => moving.live));
  const after = found.includes(null) ? await work.readActivity() : null;
  const landed: Landed[] = [];
  for (const [i, live] of written.entries()) {
    const there = found[i] ?? null;
    const { index, id } = live.moving.live;
    if (there === null) {
      const before = work.activity?.primaries.get(index);
      const isCertain = !live.wasResent && before !== undefined && before === after?.primaries.get(index);
      if (isCertain) landed.push(landedOf(live));
      else
        work.tally.skipped({
          index,
          id,
          reason: 'it was not there after it was restored; run the job again',
        });
    } else if (!isSame(there.version, live.version) || JSON.stringify(there.source) === live.moving.text)
      landed.push(landedOf(live));
    else
      throw new StoreError(
        'unreadable',
        `${index}/${id} reads otherwise than it is archived, so that it stays archived; index ${index} changes what is written to it`,
      );
  }
  return landed;
}

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

/** Deletes live rows again that a restore made and nobody has touched since, where they are archived still. */
export async function takeBackLive(calls: MoveCalls, rows: readonly Landed[]): Promise<void> {
  const made = rows.filter((row) => row.made !== null);
  const isArchived = await calls.isThere(made.map(({ archived }) => archived));
  const archived = made.filter((_, i) => isArchived[i]);
  await calls
    .withoutPermit()
    .write(
      archived.flatMap(({ live, made: version }) =>
        version === null ? [] : [{ action: 'delete' as const, at: live, onlyIf: version }],
      ),
    );
}
