import { type FaultProxy, faultProxy, type TestElasticsearch } from '@achilles/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';
import type { Store } from '../src/ports/store.ts';
import { askAll } from '../testing/elasticsearch/ask.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { rowOf } from '../testing/elasticsearch/rows.ts';

const [server] = inject('elasticsearch') as readonly [TestElasticsearch];
const SEARCH = /_search$/;
const PLAN = {
  scope: EVERY_ORGANIZATION,
  parts: { total: { kind: 'activity', rows: { kind: 'every', of: [] }, by: [] } },
} as const;

let sandbox: ElasticsearchSandbox;
let proxy: FaultProxy;
let store: Store;

beforeAll(async () => {
  sandbox = new ElasticsearchSandbox(server.url);
  proxy = await faultProxy(server.url);
  await sandbox.open().writer.write([rowOf({ id: 'x' }), rowOf({ id: 'y', code: 126 })]);
});
afterAll(async () => {
  await proxy.stop();
  await sandbox.close();
});
beforeEach(() => {
  store = sandbox.open({ through: proxy.url, limits: { deadlineMs: 4_000, overloadMs: 1_500 } });
});
afterEach(async () => {
  proxy.meet({ kind: 'pass' });
  proxy.forget();
  await store.close();
});

const score = () => askAll(store, 'defense-score');
const ANSWER = { score: 50, totalExecutions: 2 };

async function timed<T>(work: Promise<T>): Promise<{ error: unknown; seconds: number }> {
  const started = performance.now();
  const error = await work.then(
    () => undefined,
    (fault: unknown) => fault,
  );
  return { error, seconds: (performance.now() - started) / 1_000 };
}

describe('a node that takes no more work', () => {
  test('is asked again until it does', async () => {
    proxy.meet({ kind: 'reject' }, SEARCH);
    setTimeout(() => proxy.meet({ kind: 'pass' }), 500);
    expect(await score()).toMatchObject(ANSWER);
    expect(proxy.count(SEARCH)).toBeGreaterThan(2);
  });

  test('is told as overloaded when it stays so, within seconds', async () => {
    proxy.meet({ kind: 'reject' });
    const { error, seconds } = await timed(score());
    expect(error).toMatchObject({ name: 'StoreError', failure: 'overloaded' });
    expect(seconds).toBeLessThan(4);
    proxy.meet({ kind: 'pass' });
    expect(await score()).toMatchObject(ANSWER);
  });

  test('stores every row once it takes them again', async () => {
    proxy.meet({ kind: 'reject' }, /_bulk$/);
    setTimeout(() => proxy.meet({ kind: 'pass' }), 400);
    const rows = [rowOf({ id: 'late-1', index: 'achilles-results-late' })];
    expect(await store.writer.write(rows)).toEqual({ added: 1, replaced: 0, unchanged: 0 });
    await sandbox.client.indices.delete({ index: sandbox.named('achilles-results-late') });
  });
});

describe('a node that is away', () => {
  test.each(['unavailable', 'reset'] as const)(
    '(%s) is told as unavailable at once, and used again when it is back',
    async (kind) => {
      proxy.meet({ kind });
      const { error, seconds } = await timed(score());
      expect(error).toMatchObject({ name: 'StoreError', failure: 'unavailable' });
      expect(seconds).toBeLessThan(2);
      await expect(store.check()).rejects.toMatchObject({ failure: 'unavailable' });
      proxy.meet({ kind: 'pass' });
      await store.check();
      expect(await score()).toMatchObject(ANSWER);
    },
  );

  test('with nothing listening is told as unavailable', async () => {
    const nowhere = sandbox.open({ through: 'http://127.0.0.1:9' });
    const { error, seconds } = await timed(askAll(nowhere, 'defense-score'));
    expect(error).toMatchObject({ failure: 'unavailable' });
    expect(seconds).toBeLessThan(2);
    await nowhere.close();
  });
});

describe('a node that does not answer', () => {
  test('at all is given up before the deadline', async () => {
    const patient = sandbox.open({ through: proxy.url, limits: { deadlineMs: 60_000, overloadMs: 1_000 } });
    expect(await askAll(patient, 'defense-score')).toMatchObject(ANSWER);
    proxy.meet({ kind: 'hang' });
    const { error, seconds } = await timed(askAll(patient, 'defense-score'));
    expect(error).toMatchObject({ failure: 'unavailable' });
    expect(seconds).toBeLessThan(7);
    proxy.meet({ kind: 'pass' });
    expect(await askAll(patient, 'defense-score')).toMatchObject(ANSWER);
    await patient.close();
  });

  test('one search in time, while it answers others, is a timeout', async () => {
    proxy.meet({ kind: 'hang' }, SEARCH);
    const { error, seconds } = await timed(score());
    expect(error).toMatchObject({ failure: 'timeout', message: expect.stringContaining('4 s') });
    expect(seconds).toBeLessThan(5);
  });
});

test('the search of a caller who leaves is ended', async () => {
  proxy.meet({ kind: 'delay', milliseconds: 2_000 }, SEARCH);
  const leaving = new AbortController();
  const reading = store.reader.withSnapshot((snapshot) => snapshot.run(PLAN), leaving.signal);
  await expect.poll(() => proxy.count(SEARCH)).toBeGreaterThan(0);
  leaving.abort();
  await expect(reading).rejects.toMatchObject({ failure: 'cancelled' });
  await expect.poll(() => proxy.count(SEARCH, 'aborted')).toBeGreaterThan(0);
  expect(proxy.count(SEARCH, 'answered')).toBe(0);
});
