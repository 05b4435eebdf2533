import type { MoveCheckpoint } from '../../../ports/result-archive.ts';
import { findHits } from '../answer/find-hits.ts';
import type { Hit, SortValue } from '../answer/group-reader.ts';
import type { Copy } from './archive-batch.ts';
import { ARCHIVE_KEY, readArchived, type Source } from './archive-document.ts';
import type { MoveCalls } from './move-calls.ts';
import type { MoveHit } from './move-pages.ts';
import type { MoveTally } from './move-tally.ts';
import type { Moving } from './moving.ts';
import type { Deleting } from './restore-move.ts';
import { takeBack } from './take-back.ts';

/** Where a move was when it ended; `between` batches all that was moved is counted. */
export type SavedState =
  | { readonly batch: number; readonly phase: 'copying' | 'between' }
  | { readonly batch: number; readonly phase: 'deleting'; readonly rows?: Deleting };

/** @returns null for a move that has not saved anything yet */
export const savedState = (checkpoint: MoveCheckpoint | undefined): SavedState | null =>
  checkpoint === undefined ? null : (checkpoint.state as SavedState);

const PAGE = 1_000;

/** Copies that a job wrote in one batch. */
async function* copiesOf(
  calls: MoveCalls,
  archives: readonly string[],
  filter: readonly object[],
): AsyncGenerator<readonly Copy[]> {
  const find = findHits(async (body) => {
    const result = await calls
      .calls()
      .run('reading what was archived', (client, options) =>
        client.search<Source>(
          { index: archives.join(','), ...body, allow_partial_search_results: false },
          options,
        ),
      );
    return result.hits.hits as readonly Hit[];
  });
  let after: readonly SortValue[] | undefined;
  do {
    const hits = (await find({
      query: { bool: { filter } },
      sort: [{ [`${ARCHIVE_KEY}.index`]: { order: 'asc' } }, { [`${ARCHIVE_KEY}.id`]: { order: 'asc' } }],
      size: PAGE,
      seq_no_primary_term: true,
      ...(after !== undefined && { search_after: after }),
    })) as readonly MoveHit[];
    after = hits.length < PAGE ? undefined : hits.at(-1)?.sort;
    yield hits.flatMap((hit) => {
      const archived = readArchived(hit._source ?? {});
      if (archived === null) return [];
      const version = { seqNo: hit._seq_no, primaryTerm: hit._primary_term };
      const live = { index: archived.note.index, id: archived.note.id };
      const at = { index: hit._index, id: hit._id };
      const moving = { live, archived: at, text: archived.text, version, rounds: 0 };
      return [{ moving, version, isNew: archived.note.first }];
    });
  } while (after !== undefined);
}

/** An archive that is settled. */
export interface SettledArchive {
  readonly archives: readonly string[];
  readonly job: string;
  readonly tally: MoveTally;
}

/**
 * Brings an archive that ended in a batch to a state between batches, and counts what that batch has moved.
 * @returns the rows of that batch that are copied and live still, as they are now
 */
export async function settleArchive(
  calls: MoveCalls,
  { archives, job, tally }: SettledArchive,
  { batch, phase }: SavedState,
): Promise<readonly Moving[]> {
  if (archives.length === 0 || phase === 'between') return [];
  await calls.refresh(archives);
  const ours = [{ term: { [`${ARCHIVE_KEY}.job`]: job } }, { term: { [`${ARCHIVE_KEY}.batch`]: batch } }];
  if (phase === 'copying') {
    // No deletion had begun: a row that is not live any more was deleted by its writer.
    const first = [...ours, { term: { [`${ARCHIVE_KEY}.first`]: true } }];
    for await (const copies of copiesOf(calls, archives, first)) await takeBack(calls, copies);
    await calls.refresh(archives);
    return [];
  }
  const left: Moving[] = [];
  for await (const copies of copiesOf(calls, archives, ours)) {
    const found = await calls.look(copies.map(({ moving }) => moving.live));
    for (const [i, { moving }] of copies.entries()) {
      const there = found[i] ?? null;
      if (there === null) tally.moved(moving.live.index, Buffer.byteLength(moving.text));
      else left.push({ ...moving, text: JSON.stringify(there.source), version: there.version });
    }
  }
  return left;
}

/** Counts what a restore had deleted of the archive when it ended. */
export async function settleRestore(calls: MoveCalls, tally: MoveTally, saved: SavedState): Promise<void> {
  if (saved.phase !== 'deleting') return;
  const rows = saved.rows ?? [];
  const found = await calls.look(rows.map(([index, id]) => ({ index, id })));
  for (const [i, [, , index, bytes]] of rows.entries())
    if ((found[i] ?? null) === null) tally.moved(index, bytes);
}
