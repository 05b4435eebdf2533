import { AchillesClient, JobFailed } from '@achilles/client';
import type { TestElasticsearch } from '@achilles/testkit';
import { Job } from '@achilles/types';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type ApiProcess, Installation } from './installation.ts';
import { rows } from './rows.ts';

const [elasticsearch] = inject('elasticsearch') as readonly [TestElasticsearch];
const FEW = 200;
/** Several batches of an import. */
const MANY = 200_000;

const installation = new Installation({ elasticsearch: elasticsearch.url, redis: inject('redisUrl') });
let apis: [ApiProcess, ApiProcess];
let first: AchillesClient;
let second: AchillesClient;

beforeAll(async () => {
  const [one, other] = await Promise.all([installation.api(), installation.api(), installation.worker()]);
  apis = [one, other];
  first = new AchillesClient({ url: one.url });
  second = new AchillesClient({ url: other.url });
  // The indices that are made on the way are there then.
  await first.jobs.result(await first.jobs.import(rows('before', 1)));
});
afterAll(() => installation.end());

/** Submits a long import over a connection that has not ended while its lines were made. */
async function importMany(name: string) {
  const lines = rows(name, MANY);
  await first.jobs.list();
  return first.jobs.import(lines);
}

test('a job is waited for with its request, and with the same request at another process', async () => {
  const options = { wait: 60, idempotencyKey: 'waited' };
  const [asked, repeated] = await Promise.all([
    first.jobs.submit('import', rows('waited', FEW), options),
    second.jobs.submit('import', rows('waited', FEW), options),
  ]);
  expect(asked).toMatchObject({ status: 'completed', result: { added: FEW, refused: 0 } });
  expect(repeated).toEqual(asked);
  const other = second.jobs.submit('import', rows('other', FEW), options);
  await expect(other).rejects.toMatchObject({ status: 422 });
  const { jobs } = await second.jobs.list({ type: ['import'], status: ['completed'] });
  expect(jobs.filter(({ id }) => id === asked.id)).toEqual([asked]);
});

test('a job that was asked for at one process is followed and cancelled at another', async () => {
  const job = await importMany('cancelled');
  const told: Job[] = [];
  const following = (async () => {
    for await (const one of second.jobs.events(job.id)) told.push(one);
  })();
  await apis[0].inTheMiddle(job.id);
  const started = performance.now();
  await second.jobs.cancel(job.id);
  await following;
  expect(performance.now() - started).toBeLessThan(15_000);
  expect(told.at(-1)).toMatchObject({ id: job.id, status: 'cancelled' });
  expect(told.some(({ status }) => status === 'active')).toBe(true);
  await expect(first.jobs.result(job)).rejects.toBeInstanceOf(JobFailed);
  const stored = await installation.stored();
  await first.jobs.result(await first.jobs.import(rows('after', FEW)));
  // Nothing of the cancelled one came after its end.
  expect(await installation.stored()).toBe(stored + FEW);
  expect(stored).toBeLessThan(MANY);
});

test('a process that stops answers those who wait, and ends its streams', async () => {
  const [leaving] = apis;
  const { id } = await importMany('stopped');
  const stream = await fetch(`${leaving.url}/api/analytics/jobs/${id}/events`);
  const waiting = fetch(`${leaving.url}/api/analytics/executions/import`, {
    method: 'POST',
    body: rows('queued', 1),
    headers: { 'Content-Type': 'application/x-ndjson', Prefer: 'wait=60' },
  });
  await expect
    .poll(async () => (await second.jobs.list({ status: ['queued', 'active'] })).total, { timeout: 10_000 })
    .toBe(2);
  const started = performance.now();
  const ended = leaving.running.kill('SIGTERM');
  const answer = await waiting;
  expect(answer.status).toBe(202);
  expect(answer.headers.get('Preference-Applied')).toBe('wait=60');
  expect(await stream.text()).toMatch(/^retry: 2000\n\nevent: progress\n/);
  expect(await ended).toBe(0);
  expect(performance.now() - started).toBeLessThan(10_000);
  const { data } = (await answer.json()) as { data: unknown };
  expect(await second.jobs.waitFor(Job.parse(data).id)).toMatchObject({ status: 'completed' });
  expect(await second.jobs.waitFor(id)).toMatchObject({ status: 'completed', result: { added: MANY } });
});
