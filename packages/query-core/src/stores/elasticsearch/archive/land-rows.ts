import { StoreError } from '../../../ports/store-error.ts';
import { isSame, type Moving } from './moving.ts';
import type { Landed, RestoreWork } from './restore-work.ts';
import { type Live, writeLive } from './write-live.ts';

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
