import { setTimeout as sleep } from 'node:timers/promises';
import type { Move, MoveCounts } from '../../../ports/result-archive.ts';
import { StoreError } from '../../../ports/store-error.ts';
import { readArchived } from './archive-document.ts';
import { deleteLanded } from './delete-landed.ts';
import { landRows } from './land-rows.ts';
import { readActivity } from './live-activity.ts';
import { liveAlready } from './live-already.ts';
import type { MoveHit } from './move-pages.ts';
import type { MoveSources } from './move-sources.ts';
import type { Moving } from './moving.ts';
import { readAhead } from './read-ahead.ts';
import type { Landed } from './restore-work.ts';
import { takeBackLive } from './take-back-live.ts';
import { MOST_REFUSED, tooManyRefused } from './too-many-refused.ts';

/** Readers open the live side first and the archive within this time after it. */
const READERS_OPEN_MS = 3_000;
/** Rows that were written live are shown to readers together, this often. */
const SHOWN_EVERY_MS = 500;
/** The most rows that wait for readers: as many as are taken back within about a second when the move is stopped. */
const MOST_WAITING = 20_000;
const DELETED_AT_ONCE = 1_000;

/** Where a restore is while it deletes: archived index and id, live index and bytes of each row. */
export type Deleting = readonly [archive: string, id: string, index: string, bytes: number][];

/** What a restore works with. */
export interface RestoreSources extends MoveSources {
  readonly move: Move & { readonly direction: 'restore' };
  /** Makes an index of results where there is none. */
  readonly ensureLive: (index: string) => Promise<void>;
}

/** Rows that readers find live from some time on. */
interface Waiting {
  readonly rows: readonly Landed[];
  /** When no reader can miss them any more, of `performance.now()`. */
  readonly readyAt: number;
}

/** Moves archived rows back: writes them live, and deletes what is archived of them once no reader can miss them. */
export class RestoreMove {
  readonly #sources: RestoreSources;
  readonly #waiting: Waiting[] = [];
  /** Rows that were written live and are not shown yet. */
  #landed: Landed[] = [];
  /** What was written live and is archived still, by where it is archived. */
  readonly #both = new Map<string, Landed>();
  #shownAt = performance.now();
  readonly #batch: number;

  constructor(sources: RestoreSources) {
    this.#sources = sources;
    this.#batch = sources.lastBatch + 1;
  }

  async run(): Promise<MoveCounts> {
    const { work, tally, pages, pace } = this.#sources;
    const next = readAhead(() => pages.next());
    await pace.begin();
    await this.#save({ phase: 'copying' });
    try {
      while (!work.signal?.aborted) {
        await this.#deleteReady();
        const hits = await next.take();
        if (hits.length === 0) break;
        this.#landed.push(...(await this.#land(hits)));
        if (performance.now() - this.#shownAt >= SHOWN_EVERY_MS) await this.#show();
        await work.onProgress?.(tally.counts, this.#underWay);
        await next.ready();
        await pace.after(hits.length);
        while (this.#underWay >= MOST_WAITING && !work.signal?.aborted) await this.#wait();
      }
      while (this.#underWay > 0 && !work.signal?.aborted) await this.#wait();
      if (work.signal?.aborted) await this.#takeBack();
    } catch (error) {
      await this.#takeBack().catch(() => undefined);
      await work.onProgress?.(tally.counts).catch(() => undefined);
      throw error;
    } finally {
      await next.end();
    }
    await this.#save({ phase: 'between' });
    await work.onProgress?.(tally.counts);
    return tally.counts;
  }

  /** Leaves rows in one place where it can; what can't be done now is done when the move is gone on with. */
  async #takeBack(): Promise<void> {
    const { calls, standing } = this.#sources;
    // A deletion that was not answered may be done yet: nothing would be left then.
    if (calls.isUnanswered) return;
    await takeBackLive(calls, [...this.#both.values()]);
    await standing.dropStrays();
  }

  get #underWay(): number {
    return this.#waiting.reduce((sum, { rows }) => sum + rows.length, this.#landed.length);
  }

  /** Shows readers what was written live. */
  async #show(): Promise<void> {
    const rows = this.#landed;
    this.#landed = [];
    this.#shownAt = performance.now();
    if (rows.length === 0) return;
    await this.#sources.calls.refresh([...new Set(rows.map(({ live }) => live.index))]);
    this.#waiting.push({ rows, readyAt: performance.now() + READERS_OPEN_MS });
  }

  /** Waits until some rows may be deleted of the archive, and deletes them. */
  async #wait(): Promise<void> {
    const { signal } = this.#sources.work;
    await this.#show();
    const left = (this.#waiting[0]?.readyAt ?? 0) - performance.now();
    if (left > 0) await sleep(left, undefined, { signal }).catch(() => undefined);
    if (!signal?.aborted) await this.#deleteReady();
  }

  async #deleteReady(): Promise<void> {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      if (performance.now() < first.readyAt) return;
      await this.#deleteArchived(first.rows);
      this.#waiting.shift();
      await this.#save({ phase: 'copying' });
    }
  }

  async #land(hits: readonly MoveHit[]): Promise<readonly Landed[]> {
    const { work, calls, tally, pages, pace, liveTarget, ensureLive, standing } = this.#sources;
    const rows = hits.flatMap((hit) => toRestore(hit));
    pages.note(
      rows.reduce((sum, { text }) => sum + text.length, 0),
      rows.length,
    );
    const going = work.finishing ? await liveAlready(calls, rows) : rows;
    for (const index of new Set(going.map(({ live }) => live.index))) await ensureLive(index);
    const readAgain = () => readActivity(calls, liveTarget);
    const landed = await landRows(
      { calls, tally, activity: pace.activity, readActivity: readAgain },
      going,
      (row) => this.#both.set(placeOf(row), row),
    );
    await standing.assertStanding(landed.map(({ live }) => live.index));
    if (tally.counts.skipped >= MOST_REFUSED) throw tooManyRefused(tally.counts, 'stay archived');
    return landed;
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
      for (const row of rows) this.#both.delete(placeOf(row));
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

const placeOf = ({ archived: { index, id } }: Landed): string => JSON.stringify([index, id]);

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
