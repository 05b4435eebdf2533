import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Job } from '@achilles/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AchillesClient } from '../src/achilles-client.ts';

const jobThat = (more: Partial<Job>): Job => ({
  id: 'import-1',
  type: 'import',
  status: 'active',
  progress: { phase: 'storing', done: 1, total: 2 },
  requestedBy: 'anonymous',
  createdAt: '2026-04-23T10:00:00.000Z',
  ...more,
});
const ACTIVE = jobThat({});
const DONE = jobThat({ status: 'completed', result: { added: 1 } });
const event = (job: Job) => `event: progress\nid: 1\ndata: ${JSON.stringify(job)}\n\n`;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const events =
  (...jobs: Job[]): Answer =>
  (_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.end(jobs.map(event).join(''));
  };
const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(status, headers).end(JSON.stringify(body));

let server: Server;
let client: AchillesClient;
let answers: Answer[];
let seen: { call: string; headers: IncomingMessage['headers']; body: string }[];
beforeEach(async () => {
  answers = [];
  seen = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ call: `${request.method} ${request.url}`, headers: request.headers, body });
    answers.shift()?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new AchillesClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('a job is asked for with what its caller prefers', async () => {
  answers = [json(200, { success: true, data: DONE, added: 1 })];
  const job = await client.jobs.submit('import', '{}\n', {
    wait: 10,
    idempotencyKey: 'k',
    query: { strict: true },
  });
  expect(job).toEqual(DONE);
  expect(seen).toMatchObject([
    {
      call: 'POST /api/analytics/executions/import?strict=true',
      headers: { prefer: 'wait=10', 'idempotency-key': 'k', 'content-type': 'application/x-ndjson' },
      body: '{}\n',
    },
  ]);
});

test('a request is sent again where it has a key, and not where it has none', async () => {
  const busy = json(503, { success: false, error: 'away' }, { 'Retry-After': '0' });
  answers = [busy, json(202, { success: true, data: ACTIVE })];
  expect(await client.jobs.submit('import', '{}\n', { idempotencyKey: 'k' })).toEqual(ACTIVE);
  answers = [busy];
  await expect(client.jobs.submit('import', '{}\n')).rejects.toMatchObject({ status: 503 });
  expect(seen.length).toBe(3);
});

test('the events of a job go on where the stream broke, none twice', async () => {
  answers = [
    events(ACTIVE),
    (_, response) => {
      response.writeHead(200).write(event(ACTIVE));
      setTimeout(() => response.destroy(), 50);
    },
    events(ACTIVE, DONE),
  ];
  const told: Job[] = [];
  for await (const job of client.jobs.events('import-1')) told.push(job);
  expect(told).toEqual([ACTIVE, DONE]);
  expect(seen.map(({ call }) => call)).toEqual(Array(3).fill('GET /api/analytics/jobs/import-1/events'));
});

test('a job is waited for to its result, or to why there is none', async () => {
  const phases: string[] = [];
  const onProgress = ({ phase }: Job['progress']) => phases.push(phase);
  answers = [events(ACTIVE, DONE)];
  expect(await client.jobs.result({ id: 'import-1', type: 'import' }, { onProgress })).toEqual({ added: 1 });
  expect(phases).toEqual(['storing', 'storing']);
  answers = [events(jobThat({ status: 'cancelled' }))];
  await expect(client.jobs.result({ id: 'import-1', type: 'import' })).rejects.toThrow(
    'job import-1 was cancelled',
  );
});

test('waiting ends with a signal, and where there is no such job', async () => {
  answers = [(_, response) => void response.writeHead(200).write(event(ACTIVE))];
  const signal = AbortSignal.timeout(200);
  await expect(client.jobs.waitFor('import-1', { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  answers = [json(404, { success: false, error: 'there is no job' })];
  await expect(client.jobs.waitFor('import-1')).rejects.toMatchObject({ status: 404 });
});

test('jobs are cancelled and listed', async () => {
  const cancelled = jobThat({ status: 'cancelled' });
  answers = [json(200, { success: true, data: cancelled })];
  expect(await client.jobs.cancel('import-1')).toEqual(cancelled);
  answers = [json(200, { success: true, data: [DONE] }, { 'X-Total-Count': '7' })];
  expect(await client.jobs.list({ status: ['completed'], from: 'now-1d' })).toEqual({
    jobs: [DONE],
    total: 7,
  });
  expect(seen.map(({ call }) => call)).toEqual([
    'DELETE /api/analytics/jobs/import-1',
    'GET /api/analytics/jobs?status=completed&from=now-1d',
  ]);
});
