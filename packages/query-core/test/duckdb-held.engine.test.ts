import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExecutionRow, readExecution, type StoredExecution } from '@achilles/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NEWEST_FIRST, type PageState, type RowOrder } from '../src/plan/pages.ts';
import { every } from '../src/plan/predicate.ts';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';
import type { Snapshot } from '../src/ports/result-reader.ts';
import type { Store } from '../src/ports/store.ts';
import { openStore } from '../src/stores/open-store.ts';

const ALL = every();
const gone = expect.objectContaining({ name: 'StoreError', failure: 'gone' });
const BY_SEVERITY: RowOrder = { field: 'severity', direction: 'desc' };

let folder: string;
let store: Store;
const open = () =>
  openStore({ kind: 'duckdb', file: join(folder, 'data.duckdb'), readers: 2, heldSnapshots: 3 });
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'duckdb-held-'));
  store = await open();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function row(id: number, severity: string, time = 1_777_543_200_000 + (id % 50)): StoredExecution {
  const source = {
    routing: { event_time: time, hostname: `h${id % 7}` },
    event: { ERROR: 101 },
    f0rtika: { test_uuid: `u${id % 5}`, test_name: 'Test', severity },
  };
  const { execution } = readExecution(source);
  if (execution === null) throw new Error('the row of a test must be counted');
  return { index: 'achilles-results-a', id: `row-${id}`, source, execution };
}

const rows = (count: number, severity: string) => Array.from({ length: count }, (_, i) => row(i, severity));

async function page(
  snapshot: Snapshot,
  { order = NEWEST_FIRST, size = 10, offset = 0, state = null as PageState | null } = {},
) {
  const list = { kind: 'row-page', rows: ALL, order, size, start: { offset, state } } as const;
  return (await snapshot.run({ scope: EVERY_ORGANIZATION, parts: { list } })).list;
}

/** Holds a snapshot in which a page was read. */
const hold = (): Promise<string> =>
  store.reader.withSnapshot(async (snapshot) => {
    await page(snapshot);
    return snapshot.hold();
  });

const total = (id: string): Promise<number> =>
  store.reader.withHeld(id, async (snapshot) => (await page(snapshot)).total);

describe('a held snapshot', () => {
  test('sees what it saw, as of the same instant, while others write', async () => {
    await store.writer.write(rows(10, 'high'));
    const { id, asOf } = await store.reader.withSnapshot(async (snapshot) => {
      await page(snapshot);
      return { id: await snapshot.hold(), asOf: snapshot.asOf };
    });
    await store.writer.write(rows(30, 'low'));
    await store.reader.withHeld(id, async (snapshot) => {
      const { rows: listed, total: counted } = await page(snapshot);
      expect(counted).toBe(10);
      expect(new Set(listed.map(({ execution }) => execution.severity))).toEqual(new Set(['high']));
      expect(snapshot.asOf).toBe(asOf);
      expect(await snapshot.hold()).toBe(id);
    });
    expect(await store.reader.withSnapshot(async (snapshot) => (await page(snapshot)).total)).toBe(30);
  });

  test.each([NEWEST_FIRST, BY_SEVERITY])(
    'is walked without a gap or a repeat while rows change, by $field',
    async (order) => {
      await store.writer.write(rows(400, 'high'));
      const walked: ExecutionRow[] = [];
      const step = async (snapshot: Snapshot, state: PageState | null) => {
        const listed = await page(snapshot, { order, size: 37, offset: walked.length, state });
        walked.push(...listed.rows);
        return { ...listed, id: await snapshot.hold() };
      };
      let { id, state, total: counted, rows: listed } = await store.reader.withSnapshot((s) => step(s, null));
      const whole = await store.reader.withHeld(
        id,
        async (s) => (await page(s, { order, size: 1_000 })).rows,
      );
      for (let round = 0; walked.length < counted; round++) {
        await store.writer.write(
          Array.from({ length: 60 }, (_, i) => row(round * 40 + i, `changed ${round}`)),
        );
        await store.writer.write([row(1_000 + round, 'critical', 1_777_543_200_020)]);
        ({ state, rows: listed, total: counted } = await store.reader.withHeld(id, (s) => step(s, state)));
        expect(listed.length).toBeGreaterThan(0);
      }
      expect(walked).toEqual(whole);
      expect(walked.length).toBe(400);
    },
  );

  test('leaves its place among the readers to others', async () => {
    const held = [await hold(), await hold(), await hold()];
    expect(await Promise.all(held.map(total))).toEqual([0, 0, 0]);
    const asked = Array.from({ length: 10 }, () =>
      store.reader.withSnapshot(async (snapshot) => (await page(snapshot)).total),
    );
    expect(await Promise.all(asked)).toEqual(Array(10).fill(0));
  });

  test('has one use at a time, beginning with the one that holds it', async () => {
    const order: string[] = [];
    const inUse = Promise.withResolvers<string>();
    const first = store.reader.withSnapshot(async (snapshot) => {
      await page(snapshot);
      inUse.resolve(await snapshot.hold());
      await page(snapshot);
      order.push('first');
    });
    const id = await inUse.promise;
    const use = (name: string) =>
      store.reader.withHeld(id, async (snapshot) => {
        order.push(`${name} begins`);
        await page(snapshot);
        order.push(`${name} ends`);
      });
    await Promise.all([first, use('second'), use('third')]);
    expect(order).toEqual(['first', 'second begins', 'second ends', 'third begins', 'third ends']);
  });

  test('stays held where its use fails, or its caller leaves', async () => {
    await store.writer.write(rows(7, 'high'));
    let id = '';
    const failing = store.reader.withSnapshot(async (snapshot) => {
      await page(snapshot);
      id = await snapshot.hold();
      throw new RangeError('a fault of the caller');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await total(id)).toBe(7);
    const leaving = new AbortController();
    const left = store.reader.withHeld(
      id,
      async (snapshot) => {
        const reading = page(snapshot, { order: BY_SEVERITY, size: 1_000 });
        leaving.abort();
        await reading;
        await page(snapshot);
      },
      leaving.signal,
    );
    await expect(left).rejects.toMatchObject({ failure: 'cancelled' });
    expect(await total(id)).toBe(7);
  });

  test('outlives the caller who held it and left while a statement ran', async () => {
    await store.writer.write(rows(20_000, 'high'));
    const leaving = new AbortController();
    let id = '';
    const left = store.reader.withSnapshot(async (snapshot) => {
      await page(snapshot);
      id = await snapshot.hold();
      // Long enough to be under way when the caller leaves.
      const reading = page(snapshot, { order: BY_SEVERITY, size: 20_000 });
      setTimeout(() => leaving.abort(), 20);
      await reading;
      await page(snapshot);
    }, leaving.signal);
    await expect(left).rejects.toMatchObject({ failure: 'cancelled' });
    expect(await total(id)).toBe(20_000);
  });
});

describe('a snapshot is gone', () => {
  test('that was never held', async () => {
    await expect(total('x')).rejects.toEqual(gone);
    await expect(store.reader.release('x')).resolves.toBeUndefined();
  });

  test('once it is let go of', async () => {
    const id = await hold();
    await store.reader.release(id);
    await expect(total(id)).rejects.toEqual(gone);
  });

  test('when others need its place and nobody came back to it', async () => {
    const first = await hold();
    const used = await hold();
    await total(used);
    await hold();
    await hold();
    await expect(total(first)).rejects.toEqual(gone);
    expect(await total(used)).toBe(0);
  });

  test('when a statement in it has failed', async () => {
    await store.writer.write(rows(1, 'high'));
    const id = await hold();
    const failing = store.reader.withHeld(id, async (snapshot) => {
      // The width of a slot and the time of a row add up to more than a whole number of the store can be.
      const slots = [{ from: null, width: 2 ** 63 - 1_024 }];
      const part = { kind: 'activity', rows: ALL, by: [{ kind: 'slot', slots }] } as const;
      await snapshot.run({ scope: EVERY_ORGANIZATION, parts: { part } });
    });
    await expect(failing).rejects.toMatchObject({ failure: 'failed' });
    await expect(total(id)).rejects.toEqual(gone);
  });
});

test('where each held snapshot was used again, no other is held, and the store goes on', async () => {
  for (let i = 0; i < 3; i++) await total(await hold());
  await expect(hold()).rejects.toMatchObject({ name: 'StoreError', failure: 'crowded' });
  await store.writer.write(rows(4, 'high'));
  expect(await store.reader.withSnapshot(async (snapshot) => (await page(snapshot)).total)).toBe(4);
});

test('a store closes with snapshots held, and keeps what was written', async () => {
  await hold();
  await store.writer.write(rows(5, 'high'));
  const id = await hold();
  await store.close();
  store = await open();
  await expect(total(id)).rejects.toEqual(gone);
  expect(await store.writer.count()).toBe(5);
});
