import type {
  IndexMoves,
  Move,
  MoveCounts,
  MoveToArchive,
  MoveWork,
  ResultArchive,
} from '../../ports/result-archive.ts';
import { fitArchive } from './archive/archive-index.ts';
import { ArchiveMove } from './archive/archive-move.ts';
import { countByDocument, countByIndex } from './archive/count-moves.ts';
import { EmptiedIndices } from './archive/emptied-indices.ts';
import { MoveCalls } from './archive/move-calls.ts';
import { MovePages } from './archive/move-pages.ts';
import { MoveTally } from './archive/move-tally.ts';
import { type ArchiveOptions, MoveViews } from './archive/move-views.ts';
import type { Moving } from './archive/moving.ts';
import { Pace } from './archive/pace.ts';
import { toPassingBlock } from './archive/passing-block.ts';
import { RestoreMove } from './archive/restore-move.ts';
import { savedState, settleArchive, settleRestore } from './archive/resume-move.ts';
import { StandingIndices } from './archive/standing-indices.ts';
import { ensureIndex } from './indices/ensure-index.ts';
import { RESULTS_MAPPING } from './indices/results-mapping.ts';

/** Seconds of the rate that one page may hold. */
const PAGE_SECONDS = 5;
const NO_PERMIT = async (): Promise<void> => undefined;

/** Moves rows between the indices that are read and their archive, by points in time and conditional bulk requests alone. */
export class ElasticsearchArchive implements ResultArchive {
  readonly #options: ArchiveOptions;
  readonly #views: MoveViews;
  readonly #emptied: EmptiedIndices;

  constructor(options: ArchiveOptions) {
    this.#options = options;
    this.#views = new MoveViews(options);
    const calls = (permit: () => Promise<void>) => this.#calls(permit);
    this.#emptied = new EmptiedIndices({ views: this.#views, indices: options.indices, calls });
  }

  async count(move: Move, signal?: AbortSignal): Promise<readonly Omit<IndexMoves, 'bytes'>[]> {
    const target = await this.#views.targetOf(move);
    if (target === null) return [];
    const calls = this.#calls(NO_PERMIT);
    // As a move does, so that it moves what was counted.
    await calls.refresh([target.index]);
    return this.#views.over(move, target, async ({ view, query, readers }) => {
      if (move.rows.kind === 'groups') return countByDocument(new MovePages(calls, view, query), move);
      return countByIndex(readers(this.#views.calls(signal)), query, move.direction);
    });
  }

  async move(move: Move, work: MoveWork): Promise<MoveCounts> {
    const calls = this.#calls(work.permit);
    try {
      return await this.#move(move, work, calls);
    } catch (error) {
      throw await toPassingBlock(calls.calls(), error);
    }
  }

  async #move(move: Move, work: MoveWork, calls: MoveCalls): Promise<MoveCounts> {
    const tally = new MoveTally(work.resumeFrom?.counts);
    const liveTarget = this.#views.live.index;
    const { finishing = false } = work;
    const saved = savedState(work.resumeFrom);
    let begun: readonly Moving[] = [];
    if (saved !== null && move.direction === 'archive')
      begun = await settleArchive(
        calls,
        { archives: await this.#views.archives(), job: move.job, tally },
        saved,
      );
    if (saved !== null && move.direction === 'restore') await settleRestore(calls, tally, saved);
    const isSettled =
      move.direction === 'archive' ? begun.length === 0 : (saved?.phase ?? 'between') === 'between';
    // What is only to be finished is begun until it is: a worker that ends before that leaves it to the next.
    if (saved !== null && (isSettled || !finishing)) {
      const state = { batch: saved.batch, phase: 'between' };
      await work.save({ counts: tally.counts, state });
    }
    if (finishing && isSettled) return tally.counts;
    const target = await this.#views.targetOf(move);
    if (target === null) return tally.counts;
    // What was written, or deleted by an earlier run, is seen as it is.
    await calls.refresh([target.index]);
    return this.#views.over(move, target, async ({ view, query }) => {
      const most = work.rowsPerSecond ? Math.max(1, Math.ceil(work.rowsPerSecond * PAGE_SECONDS)) : undefined;
      const pages = new MovePages(calls, view, query, most);
      const pace = new Pace(calls, liveTarget, work, () =>
        move.direction === 'archive' ? pages.searched : 0,
      );
      const standing = new StandingIndices(calls, move.job);
      const common = {
        work,
        standing,
        calls,
        pages,
        pace,
        tally,
        lastBatch: saved?.batch ?? 0,
        liveTarget,
      };
      if (move.direction === 'restore') {
        const ensureLive = async (index: string) => {
          await work.permit();
          await ensureIndex(calls.calls(), index, RESULTS_MAPPING);
          await standing.note(index);
        };
        return new RestoreMove({ ...common, move, ensureLive }).run();
      }
      const archiveOf = async (index: string) => {
        await work.permit();
        const archive = await fitArchive(calls.calls(), this.#options.indices, index);
        await standing.note(archive);
        return archive;
      };
      const archiving = new ArchiveMove({ ...common, move, now: this.#options.clock, archiveOf });
      const counts = await (finishing ? archiving.finish(begun) : archiving.run());
      // Readers see no row live any more that is told to be archived.
      await calls.refresh([liveTarget]);
      return counts;
    });
  }

  async emptiedBy(move: MoveToArchive, kept: string, signal?: AbortSignal): Promise<readonly string[]> {
    const counts = await this.count(move, signal);
    return this.#emptied.find(move, new Map(counts.map(({ index, rows }) => [index, rows])), kept, signal);
  }

  dropEmpty(
    indices: readonly string[],
    job: string,
    permit: () => Promise<void>,
  ): Promise<readonly string[]> {
    return this.#emptied.drop(indices, job, permit);
  }

  droppingJobs(): Promise<readonly string[]> {
    return this.#emptied.droppingJobs();
  }

  openAgain(job: string): Promise<readonly string[]> {
    return this.#emptied.openAgain(job);
  }

  #calls(permit: () => Promise<void>): MoveCalls {
    const { client, watch, limits } = this.#options;
    return new MoveCalls({ client, watch, limits, permit });
  }
}
