import { setTimeout as sleep } from 'node:timers/promises';
import type { Move, MoveCounts, MoveWork } from '../../../ports/result-archive.ts';
import { StoreError } from '../../../ports/store-error.ts';
import { readArchived } from './archive-document.ts';
import { readActivity } from './live-activity.ts';
import type { MoveCalls } from './move-calls.ts';
import type { MoveHit, MovePages } from './move-pages.ts';
import type { MoveTally } from './move-tally.ts';
import type { Moving } from './moving.ts';
import type { Pace } from './pace.ts';
import { readAhead } from './read-ahead.ts';
import { deleteLanded, type Landed, landRows, takeBackLive } from './restore-rows.ts';

/** Rows that are waited for together. */
const ROWS_IN_ROUND = 50_000;
const ROUND_MS = 20_000;
/** Readers open the live side first and the archive within this time after it. */
const READERS_OPEN_MS = 3_000;
const DELETED_AT_ONCE = 1_000;
const MOST_REFUSED = 1_000;

/** Where a restore is while it deletes: archived index and id, live index and bytes of each row. */
export type Deleting = readonly [archive: string, id: string, index: string, bytes: number][];

/** What a restore works with. */
export interface RestoreSources {
  readonly move: Move & { readonly direction: 'restore' };
  readonly work: MoveWork;
  readonly calls: MoveCalls;
  readonly pages: MovePages;
  readonly pace: Pace;
  readonly tally: MoveTally;
  readonly lastBatch: number;
  readonly liveTarget: string;
  /** Makes an index of results where there is none. */
  readonly ensureLive: (index: string) => Promise<void>;
}

/** Moves archived rows back, in rounds that wait once until no reader can miss them. */
export class RestoreMove {
  readonly #sources: RestoreSources;
  #batch: number;

  constructor(sources: RestoreSources) {
    this.#sources = sources;
    this.#batch = sources.lastBatch;
  }

  async run(): Promise<MoveCounts> {
    const { work, tally, pages, pace } = this.#sources;
    const next = readAhead(() => pages.next());
    await pace.begin();
    try {
      for (let isMore = true; isMore && !work.signal?.aborted; ) {
        this.#batch += 1;
        isMore = await this.#round(() => next.take());
        await work.onProgress?.(tally.counts);
      }
    } finally {
      await next.end();
    }
    await this.#save({ phase: 'between' });
    return tally.counts;
  }

  /** @returns whether there may be more */
  async #round(take: () => Promise<readonly MoveHit[]>): Promise<boolean> {
    const { work, calls, pace } = this.#sources;
    const began = performance.now();
    const landed: Landed[] = [];
    const made: Landed[] = [];
    let isMore = true;
    try {
      while (landed.length < ROWS_IN_ROUND && performance.now() - began < ROUND_MS) {
        const hits = await take();
        isMore = hits.length > 0;
        if (!isMore) break;
        if (landed.length === 0) await this.#save({ phase: 'copying' });
        landed.push(...(await this.#land(hits, (row) => made.push(row))));
        await pace.after(hits.length);
        if (work.signal?.aborted) break;
      }
      await calls.refresh([...new Set(landed.map(({ live }) => live.index))]);
      if (landed.length > 0) await sleep(READERS_OPEN_MS);
      await this.#deleteArchived(landed);
    } catch (error) {
      if (!calls.isUnanswered) await takeBackLive(calls, made).catch(() => undefined);
      throw error;
    }
    return isMore;
  }

  async #land(hits: readonly MoveHit[], made: (row: Landed) => void): Promise<readonly Landed[]> {
    const { calls, tally, pages, pace, liveTarget, ensureLive } = this.#sources;
    const rows = hits.flatMap((hit) => toRestore(hit));
    pages.note(
      rows.reduce((sum, { text }) => sum + text.length, 0),
      rows.length,
    );
    for (const index of new Set(rows.map(({ live }) => live.index))) await ensureLive(index);
    const readAgain = () => readActivity(calls, liveTarget);
    const landed = await landRows(
      { calls, tally, activity: pace.activity, readActivity: readAgain },
      rows,
      made,
    );
    const { skipped, errors } = tally.counts;
    if (skipped < MOST_REFUSED) return landed;
    const message = `${skipped} rows were refused, the first of them ${errors[0]?.index}/${errors[0]?.id}: ${errors[0]?.reason}; they stay archived`;
    throw new StoreError('unreadable', message);
  }

  async #deleteArchived(landed: readonly Landed[]): Promise<void> {
    for (let from = 0; from < landed.length; from += DELETED_AT_ONCE) {
      const rows = landed.slice(from, from + DELETED_AT_ONCE);
      const deleting: Deleting = rows.map(({ archived, live, bytes }) => [
        archived.index,
        archived.id,
        live.index,
        bytes,
      ]);
      await this.#save({ phase: 'deleting', rows: deleting });
      await deleteLanded(this.#sources, rows);
    }
  }

  #save(
    state:
      | { readonly phase: 'copying' | 'between' }
      | { readonly phase: 'deleting'; readonly rows: Deleting },
  ) {
    const { work, tally } = this.#sources;
    return work.save({ counts: tally.counts, state: { batch: this.#batch, ...state } });
  }
}

function toRestore({ _index, _id, _source, _seq_no, _primary_term }: MoveHit): Moving[] {
  if (_source === undefined)
    throw new StoreError('unreadable', `${_index} keeps no _source, so that nothing of it can be restored`);
  const archived = readArchived(_source);
  if (archived === null) return [];
  const { note, text } = archived;
  const version = { seqNo: _seq_no, primaryTerm: _primary_term };
  return [
    {
      live: { index: note.index, id: note.id },
      archived: { index: _index, id: _id },
      text,
      version,
      rounds: 0,
    },
  ];
}
