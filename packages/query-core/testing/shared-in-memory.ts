import type { SharedSnapshots } from '../src/ports/shared-snapshots.ts';

/** Records that stores in one process share; none runs out while a test takes. */
export class SharedInMemory implements SharedSnapshots {
  readonly records = new Map<string, string>();
  /** While it is away, every call fails. */
  isAway = false;

  async put(id: string, record: string): Promise<void> {
    this.#reach();
    this.records.set(id, record);
  }

  async get(id: string): Promise<string | null> {
    this.#reach();
    return this.records.get(id) ?? null;
  }

  async remove(id: string): Promise<void> {
    this.#reach();
    this.records.delete(id);
  }

  #reach(): void {
    if (this.isAway) throw new Error('can not be reached');
  }
}
