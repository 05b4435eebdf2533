import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultProxy, faultProxy, type TestElasticsearch } from '@achilles/testkit';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { expectRefused } from './expect-refused.ts';
import { type ApiProcess, Installation } from './installation.ts';
import { rows } from './rows.ts';

const [elasticsearch] = inject('elasticsearch') as readonly [TestElasticsearch];
const STORED = 100;
const ROWS = 45_000;
const RIGHT = { totalExecutions: STORED, protectedCount: STORED / 2 };

let proxy: FaultProxy;
let installation: Installation;
let api: ApiProcess;

beforeEach(async () => {
  proxy = await faultProxy(elasticsearch.url);
  installation = new Installation({ elasticsearch: proxy.url, redis: inject('redisUrl') });
  [api] = await Promise.all([installation.api(), installation.worker()]);
  await api.completed((await api.import(rows('stored', STORED))).id);
});
afterEach(async () => {
  proxy.meet({ kind: 'pass' });
  await installation.end();
  await proxy.stop();
});

describe('while Elasticsearch takes no more work', () => {
  test('a question is asked again until it is answered', async () => {
    proxy.meet({ kind: 'reject' }, /_search$/);
    const asked = api.score('stored');
    await sleep(1_000);
    proxy.meet({ kind: 'pass' });
    const answered = await asked;
    expect(answered).toMatchObject({ status: 200, body: RIGHT });
    expect(answered.seconds).toBeGreaterThan(1);
  });

  test('for long, callers are told within seconds, and readiness says so', async () => {
    proxy.meet({ kind: 'reject' });
    const calls = [api.score('stored'), api.tryImport(rows('refused', 1)), api.ready(), api.live()] as const;
    const [score, upload, ready, live] = await Promise.all(calls);
    expectRefused(score, 8);
    expectRefused(upload, 8);
    expect(score).toMatchObject({
      status: 503,
      body: { error: 'the data store takes no more work for now; try again shortly' },
    });
    expect(ready).toMatchObject({ status: 503, body: { checks: { queue: 'ready' } } });
    expect(ready.body).not.toMatchObject({ checks: { store: 'ready' } });
    expect(live.status).toBe(200);
    proxy.meet({ kind: 'pass' });
    expect(await api.ready()).toMatchObject({ status: 200 });
    expect(await api.score('stored')).toMatchObject({ status: 200, body: RIGHT });
  });

  test('an import waits, says why, and stores every row once', async () => {
    const { id } = await api.import(rows('imported', ROWS));
    await api.inTheMiddle(id);
    proxy.meet({ kind: 'reject' }, /_bulk$/);
    await expect
      .poll(async () => (await api.job(id)).error, { timeout: 20_000 })
      .toBe('the data store takes no more work for now');
    expect(await api.score('stored')).toMatchObject({ status: 200, body: RIGHT });
    proxy.meet({ kind: 'pass' });
    await api.completed(id);
    expect(await api.score('imported')).toMatchObject({ body: { totalExecutions: ROWS } });
    expect(await installation.stored()).toBe(STORED + ROWS);
  });
});
