import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeTestReport } from '@achilles/query-core/testing';
import type { TestElasticsearch } from '@achilles/testkit';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { RunningProcess } from '../run-process.ts';
import { ApiClient } from './api-client.ts';
import { Installation } from './installation.ts';
import { rows } from './rows.ts';

const [elasticsearch] = inject('elasticsearch') as readonly [TestElasticsearch];
const MOST_MB = 150;
const REST_MS = 3_000;
const QUESTIONS = 100;
const SMALL_IMPORTS = 50;

/** What processes have in their environment in production. */
const DOCKERFILE = readFileSync(join(import.meta.dirname, '../../../../Dockerfile'), 'utf8');
const setting = (name: string): string => new RegExp(`${name}=(\\S+)`).exec(DOCKERFILE)?.[1] ?? '';
const IN_PRODUCTION = {
  NODE_OPTIONS: setting('NODE_OPTIONS'),
  MALLOC_ARENA_MAX: setting('MALLOC_ARENA_MAX'),
};

let folder: string;
let installation: Installation;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'production-memory-'));
  installation = new Installation({ elasticsearch: elasticsearch.url, redis: inject('redisUrl') });
});
afterEach(async () => {
  await installation.end();
  rmSync(folder, { recursive: true });
});

/** What a process that has had nothing to do for a while keeps resident, in MB. */
async function atRest({ process: { pid } }: RunningProcess): Promise<number> {
  await sleep(REST_MS);
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Math.round((Number(kilobytes) * 1_024) / 1_000_000);
}

async function ask(api: ApiClient): Promise<void> {
  for (let i = 0; i < QUESTIONS; i++) {
    const { status } = await api.call('/api/analytics/defense-score/by-hostname?from=2000');
    expect(status).toBe(200);
  }
}

/** Seconds until small imports are acknowledged, from the quickest to the slowest. */
async function acknowledgements(api: ApiClient): Promise<number[]> {
  const seconds: number[] = [];
  for (let i = 0; i < SMALL_IMPORTS; i++) {
    const reply = await api.tryImport(rows('small', 1));
    expect(reply.status).toBe(202);
    seconds.push(reply.seconds);
  }
  return seconds.sort((a, b) => a - b);
}

const milliseconds = (seconds = Number.NaN) => `${(seconds * 1_000).toFixed(1)} ms`;

test('an API and a worker at rest are small', async () => {
  const [api, worker] = await Promise.all([
    installation.api(IN_PRODUCTION),
    installation.worker(IN_PRODUCTION),
  ]);
  const started = { api: await atRest(api.running), worker: await atRest(worker) };
  await api.completed((await api.import(rows('stored', 5_000))).id);
  await ask(api);
  const worked = { api: await atRest(api.running), worker: await atRest(worker) };
  // On a small machine it would be the worker that is measured.
  await worker.kill('SIGTERM');
  const taken = await acknowledgements(api);
  writeTestReport(
    'memory-production',
    `memory at rest: api ${started.api} MB, worker ${started.worker} MB; after ${QUESTIONS} questions and an import of ` +
      `5,000: api ${worked.api} MB, worker ${worked.worker} MB\nan import of one row is acknowledged in ` +
      `${milliseconds(taken[taken.length >> 1])} (median of ${SMALL_IMPORTS}; best ${milliseconds(taken[0])})`,
  );
  expect(started.api).toBeLessThan(MOST_MB);
  expect(started.worker).toBeLessThan(MOST_MB);
});

test('the one-process mode at rest is told', async () => {
  const variables = { AUTH_MODE: 'none', PORT: '0', DATA_DIR: folder, DEMO_EXECUTIONS: '20000' };
  const running = new RunningProcess('standalone', variables);
  const url = await expect
    .poll(() => /ready on (\S+)/.exec(running.output)?.[1], { timeout: 60_000 })
    .toBeDefined()
    .then(() => /ready on (\S+)/.exec(running.output)?.[1] ?? '');
  const started = await atRest(running);
  await ask(new ApiClient(url));
  const asked = await atRest(running);
  expect(await running.kill('SIGTERM')).toBe(0);
  writeTestReport(
    'memory-one-process',
    `memory at rest: one process with 20,000 executions ${started} MB; after ${QUESTIONS} questions ${asked} MB`,
  );
  expect(started).toBeGreaterThan(0);
});
