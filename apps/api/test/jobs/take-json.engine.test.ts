import type { Job } from '@achilles/types';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { JobClient } from './job-client.ts';
import { embeddedEngines, type JobEngines } from './job-engines.ts';
import { JobsInstallation } from './jobs-installation.ts';

let engines: JobEngines;
let installation: JobsInstallation;
let client: JobClient;
beforeAll(async () => {
  engines = await embeddedEngines();
  installation = await JobsInstallation.start(engines);
  client = new JobClient(installation.url);
});
afterAll(async () => {
  await installation.close();
  await engines.close();
});

async function ask(path: string, body: string, more: Record<string, string> = {}) {
  const headers = { 'Content-Type': 'application/json', ...more };
  const reply = await client.call(`/api/analytics/${path}`, { method: 'POST', body, headers });
  const { data, error } = reply.body as { data?: Job; error?: string };
  return { ...reply, id: data?.id, error, replayed: reply.headers.get('Idempotent-Replayed') };
}
const archive = (body: string) => ask('executions/archive-by-date', body, { 'Idempotency-Key': 'k' });

test('JSON is repeated by its meaning, and refused by it', async () => {
  const first = await archive('{"before": "now-30d", "dryRun": true}');
  expect(first).toMatchObject({ status: 202, replayed: null });
  expect(await archive('{"dryRun":true,\n"before":"now-30\\u0064"}')).toMatchObject({
    ...{ status: 202, id: first.id, replayed: 'true' },
  });
  expect(await archive('{"before": "now-30d"}')).toMatchObject({
    status: 422,
    error: expect.stringContaining(`led to job ${first.id}`),
  });
  expect((await archive('{"before": 1.5}')).status).toBe(400);
  const { status, id } = await ask('executions/archive-by-date', '{"before": "now-30d", "dryRun": true}');
  expect({ status, isOther: id !== first.id }).toEqual({ status: 202, isOther: true });
});

test('a key belongs to one path', async () => {
  const archived = await archive('{"before": "now-30d", "dryRun": true}');
  const created = await ask('index/create', '{"index_name": "achilles-results-2026.04"}', {
    'Idempotency-Key': 'k',
  });
  expect(created).toMatchObject({ status: 202, replayed: null });
  expect(created.id).not.toBe(archived.id);
});

test('a job says what it was asked for, alone and in the list', async () => {
  const groupKeys = Array.from({ length: 500 }, (_, i) => `standalone::t::h::${i}`);
  const asked = [
    ['executions/archive', { groupKeys }, { groupKeyCount: 500, dryRun: false }],
    ['executions/archive-by-date', { before: '2026-01-02' }, { before: '2026-01-02T00:00:00.000Z' }],
    ['index/create', { index_name: 'achilles-results-x' }, { index_name: 'achilles-results-x' }],
  ] as const;
  for (const [path, body, payload] of asked) {
    const { id, body: told } = await ask(path, JSON.stringify(body));
    expect(told).toMatchObject({ data: { payload } });
    const { body: list } = await client.call('/api/analytics/jobs?limit=1');
    expect(list).toMatchObject({ data: [{ id, payload }] });
    expect(JSON.stringify(list).length).toBeLessThan(1_000);
  }
});

test('many at once are one job', async () => {
  const body = '{"index_name": "achilles-results-2026.05"}';
  const replies = await Promise.all(
    Array.from({ length: 5 }, () => ask('index/create', body, { 'Idempotency-Key': 'many' })),
  );
  expect(replies.map(({ status }) => status)).toEqual(Array(5).fill(202));
  expect(new Set(replies.map(({ id }) => id)).size).toBe(1);
});

test('what a job that is waited for came to stands beside it', async () => {
  const result = { created: true, message: 'it is there' };
  installation.work(async () => result);
  const reply = await ask('index/create', '{"index_name": "achilles-results-2026.06"}', {
    Prefer: 'wait=30',
  });
  expect(reply).toMatchObject({ status: 200, body: { success: true, ...result, data: { result } } });
});
