import { randomBytes } from 'node:crypto';
import { StoreError } from '../ports/store-error.ts';

/** How long a snapshot is held after its last use, milliseconds (CONTRACT section 4, Pages). */
export const HELD_MS = 5 * 60_000;

const ID_BYTES = 16;

/** Why a snapshot is held no more: its time ran out, others needed its place, its owner let go of it, or the store closes. */
export type HeldEnd = 'expired' | 'evicted' | 'released' | 'closed';

/** How many snapshots are held, and what becomes of one in the end. */
export interface HeldOptions<T> {
  /** The most that are held at a time. */
  readonly most: number;
  /** Closes what was held, once nobody uses it; nobody is left to be told when that fails. */
  readonly close: (held: T, end: HeldEnd, id: string) => Promise<void>;
  /** Milliseconds from any beginning, always onwards. */
  readonly clock?: () => number;
}

/** One use of a held snapshot, which keeps it open. */
export interface HeldUse<T> {
  readonly id: string;
  readonly held: T;
  /** Whoever came back is through with it: it makes room like one that nobody has come back to. */
  finish(): void;
  /** Ends the use; a second call does nothing. */
  leave(): void;
}

interface Entry<T> {
  readonly held: T;
  users: number;
  usedAgain: boolean;
  lastUse: number;
  /** Set once it is held no more. */
  end: HeldEnd | null;
  readonly closed: PromiseWithResolvers<void>;
}

/**
 * The snapshots that a store holds open for whoever comes back to them: for five minutes after the last use, and so many
 * at most. When all places are taken, one that nobody has come back to makes room, or one that whoever did is through with.
 */
export class HeldSnapshots<T> {
  readonly #options: HeldOptions<T>;
  readonly #clock: () => number;
  /** By id, the one that was used longest ago first. */
  readonly #entries = new Map<string, Entry<T>>();
  /** Those that are held no more and still in use, or being closed. */
  readonly #ending = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: HeldOptions<T>) {
    this.#options = options;
    this.#clock = options.clock ?? (() => performance.now());
  }

  /**
   * Holds a snapshot that is in use: it stays open at least until that use ends.
   * @throws StoreError `crowded` when every place is taken by one that has been used again or is in use; what was given
   * is then still the caller's to close
   */
  hold(held: T): HeldUse<T> {
    this.#endExpired();
    if (this.#entries.size >= this.#options.most) this.#makeRoom();
    const id = randomBytes(ID_BYTES).toString('base64url');
    const entry: Entry<T> = {
      ...{ held, users: 1, usedAgain: false, lastUse: this.#clock(), end: null },
      closed: Promise.withResolvers(),
    };
    this.#entries.set(id, entry);
    return this.#use(id, entry);
  }

  /** Uses a held snapshot again; null when it is not held, or not any more. */
  enter(id: string): HeldUse<T> | null {
    this.#endExpired();
    const entry = this.#entries.get(id);
    if (entry === undefined) return null;
    entry.users += 1;
    entry.usedAgain = true;
    return this.#use(id, entry);
  }

  /** Lets go of a snapshot; it is closed once nobody uses it. @returns whether it was held */
  async release(id: string): Promise<boolean> {
    const entry = this.#entries.get(id);
    if (entry === undefined) return false;
    this.#end(id, entry, 'released');
    if (entry.users === 0) await entry.closed.promise;
    return true;
  }

  /** Closes every snapshot, those in use as soon as that use ends; resolves when all are closed. */
  async close(): Promise<void> {
    for (const [id, entry] of [...this.#entries]) this.#end(id, entry, 'closed');
    clearTimeout(this.#timer);
    await Promise.all(this.#ending);
  }

  #use(id: string, entry: Entry<T>): HeldUse<T> {
    let isOver = false;
    return {
      id,
      held: entry.held,
      finish: () => {
        entry.usedAgain = false;
      },
      leave: () => {
        if (isOver) return;
        isOver = true;
        this.#leave(id, entry);
      },
    };
  }

  #leave(id: string, entry: Entry<T>): void {
    entry.users -= 1;
    entry.lastUse = this.#clock();
    if (entry.end !== null) {
      if (entry.users === 0) this.#close(id, entry, entry.end);
      return;
    }
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    this.#schedule();
  }

  #makeRoom(): void {
    const unused = this.#entries.entries().find(([, { users, usedAgain }]) => users === 0 && !usedAgain);
    if (unused === undefined) {
      const message = `as many snapshots are held open as may be (${this.#options.most}); try again in a few minutes`;
      throw new StoreError('crowded', message);
    }
    this.#end(...unused, 'evicted');
  }

  #endExpired(): void {
    const now = this.#clock();
    for (const [id, entry] of [...this.#entries])
      if (entry.users === 0 && entry.lastUse + HELD_MS <= now) this.#end(id, entry, 'expired');
  }

  #end(id: string, entry: Entry<T>, end: HeldEnd): void {
    this.#entries.delete(id);
    entry.end = end;
    const { promise } = entry.closed;
    this.#ending.add(promise);
    promise.then(() => this.#ending.delete(promise));
    if (entry.users === 0) this.#close(id, entry, end);
  }

  #close(id: string, { held, closed }: Entry<T>, end: HeldEnd): void {
    this.#options
      .close(held, end, id)
      .catch(() => undefined)
      .then(() => closed.resolve());
  }

  /** Wakes when the next one runs out; does not keep the process alive. */
  #schedule(): void {
    clearTimeout(this.#timer);
    const next = this.#entries.values().find(({ users }) => users === 0);
    if (next === undefined) return;
    const wait = Math.max(0, next.lastUse + HELD_MS - this.#clock());
    this.#timer = setTimeout(() => {
      this.#endExpired();
      this.#schedule();
    }, wait).unref();
  }
}
