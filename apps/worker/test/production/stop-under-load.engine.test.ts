import { setTimeout as sleep } from 'node:timers/promises';
import type { TestElasticsearch } from '@achilles/testkit';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { Installation } from './installation.ts';
import { Load } from './load.ts';
import { rows } from './rows.ts';

const [elasticsearch] = inject('elasticsearch') as readonly [TestElasticsearch];

let installation: Installation;
let load: Load | undefined;
beforeEach(() => {
  installation = new Installation({ elasticsearch: elasticsearch.url, redis: inject('redisUrl') });
});
afterEach(async () => {
  await load?.stop();
  await installation.end();
});

test('a replica that is told to stop under load loses no request and no job', async () => {
  const [stopping, other] = await Promise.all([
    installation.api({ DRAIN_SECONDS: '4' }),
    installation.api(),
    installation.worker(),
  ]);
  await other.completed((await other.import(rows('stored', 1_000))).id);
  load = new Load([stopping.url, other.url]);
  const { sent, failures } = load;
  await expect.poll(() => sent.length, { timeout: 20_000 }).toBeGreaterThan(100);
  const told = performance.now();
  const ending = stopping.running.kill('SIGTERM');
  await sleep(200);
  expect(await stopping.ready()).toMatchObject({ status: 503, body: { checks: { process: 'stopping' } } });
  expect(await ending).toBe(0);
  expect(performance.now() - told).toBeLessThan(14_000);
  await sleep(1_000);
  await load.stop();

  expect(failures).toEqual([]);
  expect(sent.filter(({ status }) => status !== 200 && status !== 202)).toEqual([]);
  const meanwhile = sent.filter(({ to, at }) => to === stopping.url && at > told + 500);
  expect(meanwhile.length).toBeGreaterThan(0);
  expect(meanwhile.every(({ closes }) => closes)).toBe(true);
  expect(sent.some(({ to, at }) => to === other.url && at > told + 4_000)).toBe(true);
  const jobs = sent.filter(({ status }) => status === 202);
  expect(jobs.length).toBeGreaterThan(5);
  for (const { body } of jobs) await other.completed(JSON.parse(body).data.id);
});
