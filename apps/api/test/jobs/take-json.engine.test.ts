import { type Job, jsonRequest } from '@achilles/types';
import Router from '@koa/router';
import Koa from 'koa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { replyJob } from '../../src/jobs/reply-job.ts';
import { takeJson } from '../../src/jobs/take-job.ts';
import { errors } from '../../src/middleware/errors.ts';
import { ANONYMOUS } from '../../src/requester.ts';
import { type Serving, serve } from '../../src/serve.ts';
import { embeddedEngines, type JobEngines } from './job-engines.ts';
import { JobsInstallation } from './jobs-installation.ts';

const REQUEST = jsonRequest(
  'counts',
  z.strictObject({ strict: z.boolean(), size: z.number().default(1) }),
  ({ strict, size }) => ({ upload: 'none', bytes: size, strict }),
);

let engines: JobEngines;
let installation: JobsInstallation;
let serving: Serving;
beforeAll(async () => {
  engines = await embeddedEngines();
  installation = await JobsInstallation.start(engines);
  const { queue, staging, stopping } = installation;
  const router = new Router();
  router.post('/counts', async (ctx) => {
    const context = { queue, staging, clock: Date.now, caller: ANONYMOUS };
    const taken = await takeJson(ctx, 'import', REQUEST, context);
    await replyJob(ctx, taken, { queue, stopping: stopping.signal });
  });
  const app = new Koa();
  app.use(errors);
  app.use(router.routes());
  serving = await serve(app, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await serving.stop(1_000);
  await installation.close();
  await engines.close();
});

async function ask(body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${serving.url}/counts`, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
  const { data, error } = (await response.json()) as { data?: Job; error?: string };
  const replayed = response.headers.get('Idempotent-Replayed');
  return { status: response.status, id: data?.id, error, replayed };
}
const keyed = (body: string) => ask(body, { 'Idempotency-Key': 'k' });

test('JSON is repeated by its meaning, and refused by it', async () => {
  const first = await keyed('{"strict": true, "size": 10}');
  expect(first).toMatchObject({ status: 202, replayed: null });
  expect(await keyed('{"size":1e1,"strict":true}')).toMatchObject({
    status: 202,
    id: first.id,
    replayed: 'true',
  });
  expect(await keyed('{"strict": true}')).toMatchObject({
    status: 422,
    error: expect.stringContaining(`led to job ${first.id}`),
  });
  expect((await keyed('{"strict": 1}')).status).toBe(400);
  expect((await ask('{"strict": true, "size": 10}')).id).not.toBe(first.id);
  const { total } = await installation.queue.list({ limit: 10 });
  expect(total).toBe(2);
});

test('many at once are one job', async () => {
  const replies = await Promise.all(
    Array.from({ length: 5 }, () => ask('{"strict": false}', { 'Idempotency-Key': 'many' })),
  );
  expect(new Set(replies.map(({ id }) => id)).size).toBe(1);
  expect(replies.map(({ status }) => status)).toEqual(Array(5).fill(202));
});
