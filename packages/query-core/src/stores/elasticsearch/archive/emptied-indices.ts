import { archivePatterns } from '../../../indices/archive-patterns.ts';
import type { IndexSettings } from '../../../indices/index-settings.ts';
import type { Move, MoveToArchive } from '../../../ports/result-archive.ts';
import { compareText } from '../../../score/compare-text.ts';
import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import { ARCHIVE_KEY } from './archive-document.ts';
import { countByIndex } from './count-moves.ts';
import { dropIfEmpty, droppingJobs, openAgain } from './drop-empty.ts';
import { emptyIndices } from './empty-indices.ts';
import type { MoveCalls } from './move-calls.ts';
import type { MoveViews } from './move-views.ts';

/** What finding and dropping goes by. */
export interface EmptiedOptions {
  readonly views: MoveViews;
  readonly indices: IndexSettings;
  /** Calls that are permitted before each change. */
  readonly calls: (permit: () => Promise<void>) => MoveCalls;
}

const NO_PERMIT = async (): Promise<void> => undefined;

/** The indices that archiving has emptied, and how they are dropped. */
export class EmptiedIndices {
  readonly #options: EmptiedOptions;

  constructor(options: EmptiedOptions) {
    this.#options = options;
  }

  /**
   * Those that are empty once a move is done, or already; see `ResultArchive`.
   * @param going how many rows the move would take out of each index
   * @throws StoreError
   */
  async find(
    move: MoveToArchive,
    going: ReadonlyMap<string, number>,
    kept: string,
    signal?: AbortSignal,
  ): Promise<readonly string[]> {
    const { views, indices } = this.#options;
    const calls = views.calls(signal);
    const { ownPrefix } = indices;
    const empty = await emptyIndices(calls, { target: views.live.index, ownPrefix, kept, going });
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
    const { views } = this.#options;
    const all: Move = { direction: 'restore', scope, job, rows: { kind: 'window', from: null, to: null } };
    const target = await views.targetOf(all);
    if (target === null) return [];
    const ofThem = { terms: { [`${ARCHIVE_KEY}.index`]: indices } };
    const counts = await views.over(all, target, ({ readers, query }) =>
      countByIndex(readers(calls), (paths) => ({ bool: { filter: [query(paths), ofThem] } }), all.direction),
    );
    return counts.map(({ index }) => index);
  }

  /** Deletes those that hold nothing; tells which. @throws what `permit` throws, StoreError */
  async drop(
    indices: readonly string[],
    job: string,
    permit: () => Promise<void>,
  ): Promise<readonly string[]> {
    const calls = this.#options.calls(permit);
    const dropped: string[] = [];
    for (const index of indices) if (await dropIfEmpty(calls, index, job)) dropped.push(index);
    return dropped;
  }

  /** The jobs that indices are closed to writes for. @throws StoreError */
  droppingJobs(): Promise<readonly string[]> {
    return droppingJobs(this.#options.calls(NO_PERMIT), this.#everywhere);
  }

  /** Has indices that a job closed take writes again; tells which. @throws StoreError */
  openAgain(job: string): Promise<readonly string[]> {
    return openAgain(this.#options.calls(NO_PERMIT), this.#everywhere, job);
  }

  /** Live and archived rows: what is written to either may have to be dropped. */
  get #everywhere(): string {
    const { views, indices } = this.#options;
    return [views.live.index, ...archivePatterns(indices)].join(',');
  }
}
