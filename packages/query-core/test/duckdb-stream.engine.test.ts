import { type ExecutionRow, readExecution, type StoredExecution } from '@achilles/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NEWEST_FIRST } from '../src/plan/pages.ts';
import { every, hasCode, type Predicate } from '../src/plan/predicate.ts';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';
import type { Snapshot } from '../src/ports/result-reader.ts';
import type { Store } from '../src/ports/store.ts';
import { openStore } from '../src/stores/open-store.ts';
import { loadWorld } from '../testing/differential/load-world.ts';
import { randomWorld } from '../testing/worlds/random-world.ts';

const ALL = every();
/** More than are fetched in one go, several times. */
const MANY = 12_345;

let store: Store;
beforeEach(async () => {
  store = await openStore({ kind: 'duckdb', file: ':memory:' });
});
afterEach(() => store.close());

function row(id: number, time: number): StoredExecution {
  const source = {
    routing: { event_time: time, hostname: `h${id % 7}`, oid: `o${id % 3}` },
    event: { ERROR: id % 2 === 0 ? 101 : 126 },
    f0rtika: { test_uuid: `u${id % 5}`, test_name: 'Test' },
  };
  const { execution } = readExecution(source);
  if (execution === null) throw new Error('the row of a test must be counted');
  return { index: 'achilles-results-a', id: `row-${id}`, source, execution };
}

const rows = (count: number, timeOf: (i: number) => number): StoredExecution[] =>
  Array.from({ length: count }, (_, i) => row(i, timeOf(i)));

async function read(snapshot: Snapshot, skip = 0, matching: Predicate = ALL): Promise<ExecutionRow[]> {
  const parts: ExecutionRow[] = [];
  const stream = snapshot.stream({ scope: EVERY_ORGANIZATION, rows: matching, skip });
  for await (const part of stream) parts.push(...part);
  return parts;
}

async function page(
  snapshot: Snapshot,
  size: number,
  matching: Predicate = ALL,
): Promise<readonly ExecutionRow[]> {
  const start = { offset: 0, state: null };
  const list = { kind: 'row-page', rows: matching, order: NEWEST_FIRST, size, start } as const;
  return (await snapshot.run({ scope: EVERY_ORGANIZATION, parts: { list } })).list.rows;
}

describe('a stream', () => {
  test('has the rows of a page of all of them, whatever is left out', async () => {
    for (const seed of [1, 2, 3, 4]) {
      await loadWorld(store, randomWorld(seed));
      await store.reader.withSnapshot(async (snapshot) => {
        for (const matching of [ALL, hasCode([101])]) {
          const whole = await page(snapshot, 10_000, matching);
          expect(await read(snapshot, 0, matching)).toEqual(whole);
          for (const skip of [
            1,
            2,
            Math.floor(whole.length / 2),
            whole.length - 1,
            whole.length,
            whole.length + 5,
          ])
            expect(await read(snapshot, skip, matching)).toEqual(whole.slice(skip));
        }
      });
    }
  });

  const TIMES: readonly (readonly [string, (i: number) => number])[] = [
    ['all of one millisecond', () => 1_777_543_200_000],
    ['of a few times', (i) => 1_777_543_200_000 + (i % 3)],
    ['from all over the time line', (i) => Math.round((i / MANY - 0.5) * 2 * 8_640_000_000_000_000)],
  ];
  test.each(TIMES)('of many rows, %s, has each once and in order', async (_, timeOf) => {
    await store.writer.write(rows(MANY, timeOf));
    await store.reader.withSnapshot(async (snapshot) => {
      const whole = await page(snapshot, MANY + 1);
      expect(whole.length).toBe(MANY);
      expect(await read(snapshot)).toEqual(whole);
      for (const skip of [1, 5_000, 5_001, 11_111, MANY - 1, MANY])
        expect(await read(snapshot, skip)).toEqual(whole.slice(skip));
    });
  });

  test('of nothing has no part', async () => {
    await store.reader.withSnapshot(async (snapshot) => {
      expect(await read(snapshot)).toEqual([]);
      expect(await read(snapshot, 3)).toEqual([]);
    });
  });

  test('fetches nothing before it is asked for', async () => {
    await store.writer.write(rows(MANY, (i) => i));
    const leaving = new AbortController();
    const reading = store.reader.withSnapshot(async (snapshot) => {
      const stream = snapshot.stream({ scope: EVERY_ORGANIZATION, rows: ALL, skip: 0 });
      const iterator = stream[Symbol.asyncIterator]();
      const { value: first } = await iterator.next();
      expect(first?.length).toBeLessThan(MANY);
      leaving.abort();
      return iterator.next();
    }, leaving.signal);
    await expect(reading).rejects.toMatchObject({ name: 'StoreError', failure: 'cancelled' });
  });

  test('that is not read to its end leaves the store usable', async () => {
    await store.writer.write(rows(MANY, (i) => i));
    await store.reader.withSnapshot(async (snapshot) => {
      for await (const part of snapshot.stream({ scope: EVERY_ORGANIZATION, rows: ALL, skip: 0 })) {
        expect(part.length).toBeGreaterThan(0);
        break;
      }
      expect((await page(snapshot, 3)).length).toBe(3);
    });
  });
});
