import type { Client } from '@elastic/elasticsearch';
import { archiveIndices, archivePatterns } from '../../indices/archive-patterns.ts';
import type { IndexSettings } from '../../indices/index-settings.ts';
import type {
  IndexMoves,
  Move,
  MoveCounts,
  MoveToArchive,
  MoveWork,
  ResultArchive,
} from '../../ports/result-archive.ts';
import { StoreError } from '../../ports/store-error.ts';
import { compareText } from '../../score/compare-text.ts';
import { pageOf } from './answer/pages/stream-rows.ts';
import type { View } from './answer/view.ts';
import { ARCHIVE_KEY } from './archive/archive-document.ts';
import { fitArchive } from './archive/archive-index.ts';
import { ArchiveMove } from './archive/archive-move.ts';
import { countByDocument, countByIndex } from './archive/count-moves.ts';
import { dropIfEmpty, droppingJobs, openAgain } from './archive/drop-empty.ts';
import { emptyIndices } from './archive/empty-indices.ts';
import { MoveCalls } from './archive/move-calls.ts';
import { MovePages } from './archive/move-pages.ts';
import { candidatesOf } from './archive/move-selection.ts';
import { MoveTally } from './archive/move-tally.ts';
import type { Moving } from './archive/moving.ts';
import { Pace } from './archive/pace.ts';
import { toPassingBlock } from './archive/passing-block.ts';
import { RestoreMove } from './archive/restore-move.ts';
import { savedState, settleArchive, settleRestore } from './archive/resume-move.ts';
import { StandingIndices } from './archive/standing-indices.ts';
import { type CallLimits, ElasticsearchCalls } from './client/elasticsearch-calls.ts';
import type { NodeWatch } from './client/node-watch.ts';
import { ensureIndex } from './indices/ensure-index.ts';
import { indexNames } from './indices/index-names.ts';
import { RESULTS_MAPPING } from './indices/results-mapping.ts';
import { type ResultsTarget, resultsTarget } from './indices/results-target.ts';
import { PlanReader } from './plan-reader.ts';
import { compilePredicate, type FieldPaths } from './query/compile-predicate.ts';
import { fieldsOfPlan } from './query/fields-of-plan.ts';
import type { Query } from './query/query.ts';
import { resultsQuery } from './query/results-query.ts';

/** How the cluster is reached, for how long, and which of its indices hold results. */
export interface ArchiveOptions {
  /** Gives numbers back as they were written. */
  readonly client: Client;
  readonly watch: NodeWatch;
  readonly limits: CallLimits;
  readonly indices: IndexSettings;
  readonly clock: () => number;
}

/** Seconds of the rate that one page may hold. */
const PAGE_SECONDS = 5;
const NO_PERMIT = async (): Promise<void> => undefined;

/** Moves rows between the indices that are read and their archive, by points in time and conditional bulk requests alone. */
export class ElasticsearchArchive implements ResultArchive {
  readonly #options: ArchiveOptions;
  readonly #live: ResultsTarget;

  constructor(options: ArchiveOptions) {
    this.#options = options;
    this.#live = resultsTarget(options.indices);
  }

  async count(move: Move, signal?: AbortSignal): Promise<readonly Omit<IndexMoves, 'bytes'>[]> {
    const target = await this.#targetOf(move);
    if (target === null) return [];
    const calls = this.#calls(NO_PERMIT);
    // As a move does, so that it moves what was counted.
    await calls.refresh([target.index]);
    const query = this.#queryOf(move, target);
    return this.#overView(move, target, async (view) => {
      if (move.rows.kind === 'groups') return countByDocument(new MovePages(calls, view, query), move);
      const { client, watch, limits } = this.#options;
      const questions = new ElasticsearchCalls(client, watch, limits, { signal });
      return countByIndex(view.readers(this.#fieldsOf(move), questions, []), query, move.direction);
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
    const { finishing = false } = work;
    const saved = savedState(work.resumeFrom);
    let begun: readonly Moving[] = [];
    if (saved !== null && move.direction === 'archive')
      begun = await settleArchive(calls, { archives: await this.#archives(), job: move.job, tally }, saved);
    if (saved !== null && move.direction === 'restore') await settleRestore(calls, tally, saved);
    if (saved !== null) {
      const state = { batch: saved.batch, phase: 'between' };
      await work.save({ counts: tally.counts, state });
    }
    const isSettled =
      move.direction === 'archive' ? begun.length === 0 : (saved?.phase ?? 'between') === 'between';
    if (finishing && isSettled) return tally.counts;
    const target = await this.#targetOf(move);
    if (target === null) return tally.counts;
    // What was written, or deleted by an earlier run, is seen as it is.
    await calls.refresh([target.index]);
    return this.#overView(move, target, async (view) => {
      const most = work.rowsPerSecond ? Math.max(1, Math.ceil(work.rowsPerSecond * PAGE_SECONDS)) : undefined;
      const pages = new MovePages(calls, view, this.#queryOf(move, target), most);
      const pace = new Pace(calls, this.#live.index, work, () =>
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
        liveTarget: this.#live.index,
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
      await calls.refresh([this.#live.index]);
      return counts;
    });
  }

  async emptiedBy(move: MoveToArchive, kept: string, signal?: AbortSignal): Promise<readonly string[]> {
    const going = new Map((await this.count(move, signal)).map(({ index, rows }) => [index, rows]));
    const { client, watch, limits, indices } = this.#options;
    const calls = new ElasticsearchCalls(client, watch, limits, { signal });
    const { ownPrefix } = indices;
    const empty = await emptyIndices(calls, { target: this.#live.index, ownPrefix, kept, going });
    const before = empty.filter((index) => !going.has(index));
    const emptied = new Set(await this.#archivedOf(move, before, calls));
    return empty.filter((index) => going.has(index) || emptied.has(index)).sort(compareText);
  }

  /** Those of some indices that rows within the scope of a move are archived from. */
  async #archivedOf(
    { scope, job }: MoveToArchive,
    indices: readonly string[],
    calls: ElasticsearchCalls,
  ): Promise<readonly string[]> {
    if (indices.length === 0) return [];
    const all: Move = { direction: 'restore', scope, job, rows: { kind: 'window', from: null, to: null } };
    const target = await this.#targetOf(all);
    if (target === null) return [];
    const query = this.#queryOf(all, target);
    const ofThem = { terms: { [`${ARCHIVE_KEY}.index`]: indices } };
    const counts = await this.#overView(all, target, (view) =>
      countByIndex(
        view.readers(this.#fieldsOf(all), calls, []),
        (paths) => ({ bool: { filter: [query(paths), ofThem] } }),
        all.direction,
      ),
    );
    return counts.map(({ index }) => index);
  }

  async dropEmpty(
    indices: readonly string[],
    job: string,
    permit: () => Promise<void>,
  ): Promise<readonly string[]> {
    const calls = this.#calls(permit);
    const dropped: string[] = [];
    for (const index of indices) if (await dropIfEmpty(calls, index, job)) dropped.push(index);
    return dropped;
  }

  droppingJobs(): Promise<readonly string[]> {
    return droppingJobs(this.#calls(NO_PERMIT), this.#everywhere);
  }

  openAgain(job: string): Promise<readonly string[]> {
    return openAgain(this.#calls(NO_PERMIT), this.#everywhere, job);
  }

  /** Live and archived rows: what is written to either may have to be dropped. */
  get #everywhere(): string {
    return [this.#live.index, ...archivePatterns(this.#options.indices)].join(',');
  }

  #calls(permit: () => Promise<void>): MoveCalls {
    const { client, watch, limits } = this.#options;
    return new MoveCalls({ client, watch, limits, permit });
  }

  /** The archives that there are. @throws StoreError `unreadable` for a closed one */
  async #archives(): Promise<readonly string[]> {
    const names = archiveIndices(this.#options.indices);
    if (names.length === 0) return [];
    const found = await indexNames(this.#calls(NO_PERMIT).calls(), names.join(','));
    const closed = found.find(({ isClosed }) => isClosed);
    if (closed !== undefined)
      throw new StoreError('unreadable', `index ${closed.name} is closed; open it and run the job again`);
    return found.map(({ name }) => name);
  }

  /** Where the rows are that a move moves; null where nothing is archived. */
  async #targetOf({ direction }: Move): Promise<ResultsTarget | null> {
    if (direction === 'archive') return this.#live;
    const archives = await this.#archives();
    return archives.length === 0 ? null : { index: archives.join(','), leftOut: [], archives: [] };
  }

  #queryOf(move: Move, { leftOut }: ResultsTarget): (paths: FieldPaths) => Query {
    const candidates = candidatesOf(move);
    const noted: Query[] =
      move.direction === 'restore' ? [{ exists: { field: `${ARCHIVE_KEY}.index` } }] : [];
    if (move.rows.kind === 'job') noted.push({ term: { [`${ARCHIVE_KEY}.job`]: move.rows.job } });
    return (paths) =>
      resultsQuery(move.scope, [...noted, compilePredicate(candidates, paths)], paths, leftOut);
  }

  #planOf(move: Move) {
    return {
      scope: move.scope,
      parts: { rows: pageOf({ scope: move.scope, rows: candidatesOf(move), skip: 0 }) },
    };
  }

  #fieldsOf(move: Move) {
    return fieldsOfPlan(this.#planOf(move));
  }

  async #overView<T>(move: Move, target: ResultsTarget, use: (view: View) => Promise<T>): Promise<T> {
    const { client, clock } = this.#options;
    const plans = new PlanReader(client, target);
    const view = await plans.open(this.#planOf(move), clock(), this.#calls(NO_PERMIT).calls());
    try {
      return await use(view);
    } finally {
      await plans.close(view);
    }
  }
}
