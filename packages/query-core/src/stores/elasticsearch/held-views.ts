import { randomUUID } from 'node:crypto';
import type { SharedSnapshots } from '../../ports/shared-snapshots.ts';
import { StoreError } from '../../ports/store-error.ts';
import { HELD_MS, type HeldEnd, HeldSnapshots, type HeldUse } from '../held-snapshots.ts';
import { View, type ViewRecord } from './answer/view.ts';

/** How many views are held open at most unless told otherwise. */
export const MOST_HELD = 500;

/** How views are held. */
export interface HeldViewsOptions {
  readonly most: number;
  /** Where other processes learn of them; undefined where there is one process. */
  readonly shared: SharedSnapshots | undefined;
  readonly close: (view: View) => Promise<void>;
}

/** One use of a held view. */
export interface ViewUse {
  readonly id: string;
  readonly view: View;
  finish(): void;
  leave(): void;
}

/** What processes tell each other of a held view. */
interface SharedView {
  readonly view: ViewRecord;
  /** The process that used it last. */
  readonly user: string;
}

const ignoring = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined);

/**
 * The views that are held open, those of other processes included: a view that this process does not know is looked up,
 * used and told on; the process that began it closes it, or Elasticsearch does when its time is over.
 */
export class HeldViews {
  readonly #options: HeldViewsOptions;
  readonly #own: HeldSnapshots<View>;
  readonly #user = randomUUID();

  constructor(options: HeldViewsOptions) {
    this.#options = options;
    const close = (view: View, end: HeldEnd, id: string) => this.#end(view, end, id);
    this.#own = new HeldSnapshots({ most: options.most, close });
  }

  /** Holds a view that is in use. @throws StoreError `crowded` */
  async hold(view: View): Promise<ViewUse> {
    return this.#shared(this.#own.hold(view));
  }

  /** Uses a held view again. @throws StoreError `gone` when it is not held any more */
  async enter(id: string): Promise<ViewUse> {
    const own = this.#own.enter(id);
    if (own !== null) return this.#shared(own);
    const other = await this.#lookUp(id);
    if (other !== null)
      return this.#shared({ id, held: View.of(other.view), finish: () => undefined, leave: () => undefined });
    const message = 'the snapshot that the cursor leads through is not held any more; begin anew without it';
    throw new StoreError('gone', message);
  }

  /** Lets go of a view; it need not be held any more. */
  async release(id: string): Promise<void> {
    if (await this.#own.release(id)) return;
    const other = await this.#lookUp(id);
    if (other !== null) await this.#end(View.of(other.view), 'released', id);
  }

  /** Closes every view; other processes go on with those that they know of, which end by themselves. */
  close(): Promise<void> {
    return this.#own.close();
  }

  /** Tells other processes of a view as its use begins and ends; nothing is lost but that where it fails. */
  async #shared({ id, held: view, finish, leave }: HeldUse<View>): Promise<ViewUse> {
    await this.#put(id, view);
    return {
      id,
      view,
      finish,
      leave: () => {
        leave();
        void this.#put(id, view);
      },
    };
  }

  async #put(id: string, view: View): Promise<void> {
    const record = JSON.stringify({ view: view.record, user: this.#user } satisfies SharedView);
    const { shared } = this.#options;
    if (shared !== undefined) await ignoring(shared.put(id, record, HELD_MS));
  }

  async #lookUp(id: string): Promise<SharedView | null> {
    try {
      const record = (await this.#options.shared?.get(id)) ?? null;
      return record === null ? null : (JSON.parse(record) as SharedView);
    } catch (error) {
      throw new StoreError('unavailable', 'snapshots of other processes can not be looked up now', error);
    }
  }

  async #end(view: View, end: HeldEnd, id: string): Promise<void> {
    const { shared, close } = this.#options;
    if (shared !== undefined) {
      if (end === 'closed') return;
      const other = end === 'released' ? null : await this.#lookUp(id).catch(() => null);
      if (other !== null && other.user !== this.#user) return;
      await ignoring(shared.remove(id));
    }
    await close(view);
  }
}
