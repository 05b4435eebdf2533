import type { TestElasticsearch } from '@achilles/testkit';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { NEWEST_FIRST } from '../src/plan/pages.ts';
import { every } from '../src/plan/predicate.ts';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';
import type { ResultReader, Snapshot } from '../src/ports/result-reader.ts';
import type { Store } from '../src/ports/store.ts';
import type { View } from '../src/stores/elasticsearch/answer/view.ts';
import { ElasticsearchSandbox, type SandboxOptions } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { type HeldPage, listAndHold, listIn } from '../testing/elasticsearch/list-rows.ts';
import { nameOf } from '../testing/elasticsearch/naive-order.ts';
import { rowOf } from '../testing/elasticsearch/rows.ts';
import { SharedInMemory } from '../testing/shared-in-memory.ts';

const servers: readonly TestElasticsearch[] = inject('elasticsearch');
const ROWS = 60;
const STREAM = { scope: EVERY_ORGANIZATION, rows: every(), skip: 0 };

const row = (i: number, host = `h${i % 3}`) =>
  rowOf({
    id: `r${i}`,
    host,
    time: Date.parse('2026-04-01T00:00:00Z') + Math.floor(i / 4) * 1_000,
    index: `achilles-results-${i % 2}`,
  });

/** The rows that follow a page in its snapshot. */
const next = (reader: ResultReader, { id, rows, state }: HeldPage, size = 10) =>
  reader.withHeld(id, (snapshot) => listIn(snapshot, { offset: rows.length, size, state }));

describe.each(servers)('$name', ({ url }) => {
  let sandbox: ElasticsearchSandbox;
  let opened: Store[];
  let store: Store;

  function open(options?: SandboxOptions): Store {
    const another = sandbox.open(options);
    opened.push(another);
    return another;
  }
  beforeEach(async () => {
    sandbox = new ElasticsearchSandbox(url);
    opened = [];
    store = open();
    await store.writer.write(Array.from({ length: ROWS }, (_, i) => row(i)));
  });
  afterEach(async () => {
    await Promise.all(opened.map((one) => one.close()));
    await sandbox.close();
  });

  const expectNothingOpen = () => expect.poll(() => sandbox.openContexts()).toBe(0);
  const gone = { name: 'StoreError', failure: 'gone' };

  test('pages that follow are of the same snapshot, whatever is written, changed and deleted', async () => {
    const first = await listAndHold(store.reader, { size: 7 });
    const rows = [...first.rows];
    for (let { state } = first; rows.length < ROWS; ) {
      const i = rows.length;
      await store.writer.write([row(1_000 + i), row(i, 'changed')]);
      await sandbox.client.delete({
        index: sandbox.named(`achilles-results-${(i + 1) % 2}`),
        id: `r${i + 1}`,
        refresh: true,
      });
      const page = await store.reader.withHeld(first.id, async (snapshot) => {
        expect(snapshot.asOf).toBeLessThanOrEqual(Date.now());
        return listIn(snapshot, { offset: rows.length, size: 7, state });
      });
      expect(page.total).toBe(ROWS);
      rows.push(...page.rows);
      state = page.state;
    }
    expect(new Set(rows.map(({ id }) => id)).size).toBe(ROWS);
    expect(rows.every(({ execution }) => execution.hostname !== 'changed')).toBe(true);
    const after = await listAndHold(store.reader);
    expect(after.rows.map(({ id }) => id)).toContain('r1007');
  });

  test('any page of a held snapshot is answered, and its rows can be streamed', async () => {
    const first = await listAndHold(store.reader, { size: 5 });
    await store.writer.write([row(2_000)]);
    const found = await store.reader.withHeld(first.id, async (snapshot) => {
      const page = await listIn(snapshot, { offset: 50, size: 20 });
      const streamed = [];
      for await (const batch of snapshot.stream({ ...STREAM, skip: 50 })) streamed.push(...batch);
      expect(await snapshot.hold()).toBe(first.id);
      return { page: page.rows.map(nameOf), streamed: streamed.map(nameOf) };
    });
    expect(found.page).toHaveLength(10);
    expect(found.streamed).toEqual(found.page);
  });

  test('a snapshot that is let go of is gone, and closed', async () => {
    const page = await listAndHold(store.reader, { size: 5 });
    expect(await sandbox.openContexts()).toBeGreaterThan(0);
    await store.reader.release(page.id);
    await expect(next(store.reader, page)).rejects.toMatchObject(gone);
    await expectNothingOpen();
    await expect(store.reader.release(page.id)).resolves.toBeUndefined();
    await expect(next(store.reader, { ...page, id: 'unknown' })).rejects.toMatchObject(gone);
  });

  test('one that nobody came back to makes room, one that was used again does not', async () => {
    const { reader } = open({ mostHeld: 2 });
    const pages = [await listAndHold(reader), await listAndHold(reader), await listAndHold(reader)] as const;
    await expect(next(reader, pages[0])).rejects.toMatchObject(gone);
    for (const page of pages.slice(1)) await next(reader, page);
    await expect(listAndHold(reader)).rejects.toMatchObject({ name: 'StoreError', failure: 'crowded' });
    await reader.release(pages[1].id);
    await expect(listAndHold(reader)).resolves.toMatchObject({ total: ROWS });
  });

  test('what is held is closed with the store', async () => {
    await listAndHold(store.reader, { size: 5 });
    const { reader, close } = open();
    await listAndHold(reader, { size: 5 });
    await close();
    await store.close();
    await expectNothingOpen();
  });

  describe('what is not held is closed', () => {
    const uses: [name: string, use: (snapshot: Snapshot, leave: () => void) => Promise<unknown>][] = [
      ['after a page', (snapshot) => listIn(snapshot)],
      [
        'after a fault of the question',
        async (snapshot) => {
          await listIn(snapshot);
          throw new RangeError('a fault of the question');
        },
      ],
      [
        'after a stream that was left',
        async (snapshot) => {
          for await (const batch of snapshot.stream(STREAM)) return batch;
          return [];
        },
      ],
      [
        'when its caller leaves',
        async (snapshot, leave) => {
          for await (const _ of snapshot.stream(STREAM)) leave();
        },
      ],
    ];
    test.each(uses)('%s', async (_, use) => {
      const leaving = new AbortController();
      const work = store.reader.withSnapshot(
        (snapshot) => use(snapshot, () => leaving.abort()),
        leaving.signal,
      );
      await work.catch(() => undefined);
      await expectNothingOpen();
    });

    test('where its second index group can not be opened', async () => {
      const missing = sandbox.named('achilles-results-none');
      const { reader } = open({ pattern: `${sandbox.named('achilles-results-0')},${missing}` });
      await expect(listAndHold(reader)).rejects.toMatchObject({ name: 'StoreError' });
      await expectNothingOpen();
    });
  });

  test('a point in time that Elasticsearch dropped is gone', async () => {
    const shared = new SharedInMemory();
    const { reader } = open({ shared });
    const page = await listAndHold(reader, { size: 5 });
    const { view } = JSON.parse(shared.records.get(page.id) ?? '') as { view: View['record'] };
    for (const { id } of view.points) await sandbox.client.closePointInTime({ id });
    await expect(next(reader, page)).rejects.toMatchObject(gone);
    const stream = reader.withHeld(page.id, async (snapshot) => {
      for await (const _ of snapshot.stream(STREAM));
    });
    await expect(stream).rejects.toMatchObject(gone);
  });

  test.each([[['0']], [['0', '1']]])(
    'a snapshot of which the indices %j were deleted is gone',
    async (deleted) => {
      const page = await listAndHold(store.reader, { size: 5 });
      for (const index of deleted)
        await sandbox.client.indices.delete({ index: sandbox.named(`achilles-results-${index}`) });
      await expect(next(store.reader, page)).rejects.toMatchObject(gone);
    },
  );

  describe('processes that share what they hold', () => {
    let shared: SharedInMemory;
    beforeEach(() => {
      shared = new SharedInMemory();
    });

    test('go on with the pages of each other, also when the first one has stopped', async () => {
      const [one, other] = [open({ shared }), open({ shared })];
      const first = await listAndHold(one.reader, { size: 10 });
      await one.writer.write([row(5_000)]);
      const second = await next(other.reader, first);
      const both = { ...second, id: first.id, rows: [...first.rows, ...second.rows] };
      expect(await next(one.reader, both)).toMatchObject({ total: ROWS });
      await one.close();
      const third = await next(other.reader, both, ROWS);
      const all = [...both.rows, ...third.rows];
      expect(new Set(all.map(nameOf)).size).toBe(ROWS);
      await other.reader.release(first.id);
      await expect(next(other.reader, both)).rejects.toMatchObject(gone);
      await expectNothingOpen();
    });

    test('leave open what another one has used since', async () => {
      const [one, other] = [open({ shared, mostHeld: 1 }), open({ shared })];
      const used = await listAndHold(one.reader);
      await next(other.reader, used);
      const unused = await listAndHold(one.reader);
      expect(await next(other.reader, used)).toMatchObject({ total: ROWS });
      await listAndHold(one.reader);
      await expect.poll(() => shared.records.has(unused.id)).toBe(false);
      await expect(next(other.reader, unused)).rejects.toMatchObject(gone);
    });

    test('answer their own pages while nothing can be shared', async () => {
      const { reader } = open({ shared });
      shared.isAway = true;
      const page = await listAndHold(reader, { size: 10 });
      expect(await next(reader, page)).toMatchObject({ total: ROWS });
      await expect(next(open({ shared }).reader, page)).rejects.toMatchObject({ failure: 'unavailable' });
      await reader.release(page.id);
      await expectNothingOpen();
    });
  });

  test('an aggregate and a page of one plan are of one snapshot', async () => {
    const rows = every();
    const parts = {
      counted: { kind: 'activity', rows, by: [{ kind: 'field', field: 'hostname' }] },
      page: { kind: 'row-page', rows, order: NEWEST_FIRST, start: { offset: 0, state: null }, size: 3 },
    } as const;
    const plan = { scope: EVERY_ORGANIZATION, parts };
    const answer = await store.reader.withSnapshot((snapshot) => snapshot.run(plan));
    const counted = answer.counted.buckets.map(({ conclusive }) => conclusive);
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(ROWS);
    expect(answer.page).toMatchObject({ total: ROWS, rows: { length: 3 } });
  });
});
