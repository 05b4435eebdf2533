import type { TestDescription } from '../plan/plan.ts';
import { compareText } from './compare-text.ts';

/** What a row tells of the test that it ran. */
export interface TestRun {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly uuid: string;
  readonly severity: string | null;
  readonly category: string | null;
}

function compareMissingLast(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareText(a, b);
}

/** Newest first, ties by smallest uuid, severity, category, missing last. */
const compareRuns = (a: TestRun, b: TestRun): number =>
  b.time - a.time ||
  compareText(a.uuid, b.uuid) ||
  compareMissingLast(a.severity, b.severity) ||
  compareMissingLast(a.category, b.category);

/** Gathers, per bucket, the uuids of its tests and the newest row. */
export class TestDescriptions {
  readonly #found = new Map<string, { readonly uuids: Set<string>; newest: TestRun }>();

  /** Takes rows of one bucket by the newest of them, and the uuids of all. */
  add(bucket: string, uuids: readonly string[], newest: TestRun): void {
    const before = this.#found.get(bucket);
    if (before === undefined) {
      this.#found.set(bucket, { uuids: new Set(uuids), newest });
      return;
    }
    for (const uuid of uuids) before.uuids.add(uuid);
    if (compareRuns(newest, before.newest) < 0) before.newest = newest;
  }

  /** What is known of a bucket; null where it has no row. */
  of(bucket: string): TestDescription | null {
    const found = this.#found.get(bucket);
    if (found === undefined) return null;
    const { uuid, severity, category } = found.newest;
    return { testUuids: found.uuids.size, testUuid: uuid, severity, category };
  }
}
