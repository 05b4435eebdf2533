import type { Move, MoveCheckpoint, MoveCounts } from '../../../ports/result-archive.ts';
import { StoreError } from '../../../ports/store-error.ts';
import type { ArchiveBatch, Copy } from './archive-batch.ts';
import { archiveId } from './archive-document.ts';
import { copyRows } from './copy-rows.ts';
import { deleteCopied } from './delete-copied.ts';
import { readActivity } from './live-activity.ts';
import type { MoveHit } from './move-pages.ts';
import { selectionOf } from './move-selection.ts';
import type { MoveSources } from './move-sources.ts';
import { isSame, type Moving } from './moving.ts';
import { readAhead } from './read-ahead.ts';
import { takeBack } from './take-back.ts';
import { MOST_REFUSED, tooManyRefused } from './too-many-refused.ts';
import { verifyCopies } from './verify-copies.ts';

/** What an archive works with. */
export interface ArchiveSources extends MoveSources {
  readonly move: Move & { readonly direction: 'archive' };
  readonly now: () => number;
  /** The archive of an index, made and looked at. @throws StoreError where it is not fit */
  readonly archiveOf: (index: string) => Promise<string>;
}

/** Moves rows to the archive, batch by batch. */
export class ArchiveMove {
  readonly #sources: ArchiveSources;
  #batch: number;

  constructor(sources: ArchiveSources) {
    this.#sources = sources;
    this.#batch = sources.lastBatch;
  }

  async run(): Promise<MoveCounts> {
    const { work, tally, pages, pace } = this.#sources;
    const next = readAhead(() => pages.next());
    await pace.begin();
    let again: readonly Moving[] = [];
    try {
      for (;;) {
        if (work.signal?.aborted) break;
        const isPage = again.length === 0;
        const hits = isPage ? await next.take() : [];
        if (isPage && hits.length === 0) break;
        const rows = isPage ? await this.#toMove(hits) : again;
        again = await this.#step(rows);
        this.#refuseRefusals(rows.length);
        await work.onProgress?.(tally.counts);
        await next.ready();
        await pace.after(rows.length);
      }
    } catch (error) {
      await work.onProgress?.(tally.counts).catch(() => undefined);
      throw error;
    } finally {
      await next.end();
    }
    await this.#save('between');
    return tally.counts;
  }

  /**
   * Moves rows that an earlier run had begun to move, and no others; those that are not asked for any more stay. They are
   * still of its last batch, and nothing is saved before they are moved: a run that ends here too leaves them to the next.
   */
  async finish(begun: readonly Moving[]): Promise<MoveCounts> {
    const { move, tally, pace, archiveOf } = this.#sources;
    const isSelected = selectionOf(move);
    let rows: readonly Moving[] = begun.filter(({ text }) => isSelected(text));
    await pace.begin();
    for (const index of new Set(rows.map(({ live }) => live.index))) await archiveOf(index);
    while (rows.length > 0) rows = await this.#copyAndDelete(rows, async () => undefined);
    await this.#save('between');
    return tally.counts;
  }

  async #toMove(hits: readonly MoveHit[]): Promise<Moving[]> {
    const { move, tally, pages, archiveOf } = this.#sources;
    const isSelected = selectionOf(move);
    // Each time anew: an archive that was deleted meanwhile would otherwise make itself, with a mapping of its own.
    const archives = new Map<string, string>();
    const rows: Moving[] = [];
    let characters = 0;
    for (const hit of hits) {
      const live = { index: hit._index, id: hit._id };
      if (hit._source === undefined)
        throw new StoreError(
          'unreadable',
          `index ${hit._index} keeps no _source, so that nothing of it can be archived`,
        );
      const text = JSON.stringify(hit._source);
      characters += text.length;
      if (move.rows.kind === 'groups' && !isSelected(text)) continue;
      if (hit._routing !== undefined) {
        const reason = 'it was stored with a routing of its own, which the archive does not keep';
        tally.skipped({ ...live, reason });
        continue;
      }
      const archive = archives.get(hit._index) ?? (await archiveOf(hit._index));
      archives.set(hit._index, archive);
      const archived = { index: archive, id: archiveId(hit._index, hit._id) };
      const version = { seqNo: hit._seq_no, primaryTerm: hit._primary_term };
      rows.push({ live, archived, text, version, rounds: 0 });
    }
    pages.note(characters, hits.length);
    return rows;
  }

  async #step(rows: readonly Moving[]): Promise<readonly Moving[]> {
    if (rows.length === 0) return [];
    this.#batch += 1;
    await this.#save('copying');
    return this.#copyAndDelete(rows, () => this.#save('deleting'));
  }

  /** @param copied called once the copies are verified, before anything is deleted */
  async #copyAndDelete(rows: readonly Moving[], copied: () => Promise<void>): Promise<readonly Moving[]> {
    const { calls, tally, move, now, pace, liveTarget, standing } = this.#sources;
    const batch: ArchiveBatch = {
      calls,
      tally,
      job: move.job,
      batch: this.#batch,
      now,
      isSelected: selectionOf(move),
      activity: pace.activity,
      readActivity: () => readActivity(calls, liveTarget),
    };
    const made: Copy[] = [];
    try {
      const outdated = await copyRows(batch, rows, (copy) => made.push(copy));
      await calls.refresh([...new Set(made.map(({ moving }) => moving.archived.index))]);
      const { copies, overtaken } = await verifyCopies(batch, made);
      await standing.assertStanding(copies.map(({ moving }) => moving.archived.index));
      await copied();
      return await deleteCopied(batch, { copies, overtaken: [...overtaken, ...outdated] });
    } catch (error) {
      await this.#cleanUp(made);
      throw error;
    }
  }

  /** Leaves rows in one place where it can; what can't be done now is done when the move is gone on with. */
  async #cleanUp(made: readonly Copy[]): Promise<void> {
    const { calls, standing } = this.#sources;
    // A deletion that was not answered may be done yet: only the copy would be left then.
    if (calls.isUnanswered) return;
    try {
      const fresh = made.filter(({ isNew }) => isNew);
      const versions = await calls.versions(fresh.map(({ moving }) => moving.live));
      await takeBack(
        calls.withoutPermit(),
        // A row that was written anew may be a restore's, which takes it back because it is archived.
        fresh.filter(({ moving }, i) => {
          const there = versions[i] ?? null;
          return there !== null && isSame(there, moving.version);
        }),
      );
      await standing.dropStrays();
    } catch {
      // What ended the move is told.
    }
  }

  #refuseRefusals(rows: number): void {
    const { counts } = this.#sources.tally;
    const { moved, skipped } = counts;
    if (skipped < MOST_REFUSED && !(moved === 0 && rows > 0 && skipped >= rows)) return;
    throw tooManyRefused(counts, 'are left where they were');
  }

  #save(phase: 'copying' | 'deleting' | 'between'): Promise<void> {
    const { work, tally } = this.#sources;
    const state = { batch: this.#batch, phase };
    return work.save({ counts: tally.counts, state } satisfies MoveCheckpoint);
  }
}
