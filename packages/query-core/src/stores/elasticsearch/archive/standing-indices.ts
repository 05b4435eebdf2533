import { StoreError } from '../../../ports/store-error.ts';
import { dropIfEmpty } from './drop-empty.ts';
import type { MoveCalls } from './move-calls.ts';

const UUID = 'index.uuid';

/**
 * The indices that a move writes to. One that is deleted after it was looked at makes itself anew with the next row, in a
 * mapping of the cluster's own choice: rows that went there are not where they can be found again.
 */
export class StandingIndices {
  readonly #calls: MoveCalls;
  readonly #job: string;
  readonly #known = new Map<string, string>();
  readonly #strays = new Set<string>();

  constructor(calls: MoveCalls, job: string) {
    this.#calls = calls;
    this.#job = job;
  }

  /** Remembers an index that is there, and fit to be written to. @throws StoreError */
  async note(index: string): Promise<void> {
    const uuid = (await this.#read([index])).get(index);
    if (uuid === undefined) throw this.#deleted(index);
    this.#known.set(index, uuid);
  }

  /** Makes sure that what was written to indices went to those that were remembered. @throws StoreError `unavailable` */
  async assertStanding(indices: Iterable<string>): Promise<void> {
    const names = [...new Set(indices)];
    if (names.length === 0) return;
    const now = await this.#read(names);
    const gone = names.filter((name) => now.get(name) !== this.#known.get(name));
    for (const name of gone) this.#strays.add(name);
    if (gone[0] !== undefined) throw this.#deleted(gone[0]);
  }

  /** Deletes what made itself anew, once nothing is in it any more. @throws StoreError */
  async dropStrays(): Promise<void> {
    for (const index of this.#strays) await dropIfEmpty(this.#calls, index, this.#job);
    this.#strays.clear();
  }

  async #read(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await this.#calls
      .calls()
      .run('reading which indices there are', (client, options) =>
        client.indices.getSettings(
          { index: [...names], name: UUID, flat_settings: true, ignore_unavailable: true },
          options,
        ),
      );
    return new Map(
      Object.entries(found).map(([name, { settings }]) => [
        name,
        String((settings as Readonly<Record<string, unknown>> | undefined)?.[UUID]),
      ]),
    );
  }

  #deleted(index: string): StoreError {
    return new StoreError('unavailable', `index ${index} was deleted while rows were written to it`);
  }
}
