import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Job } from '@achilles/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand, startServer } from './run-command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'standalone-jobs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const variables = () => ({ DATA_DIR: folder, DEMO_EXECUTIONS: '0' });
const ROWS = 120_000;

function body(rows: number): Uint8Array<ArrayBuffer> {
  const lines: string[] = [];
  for (let i = 0; i < rows; i++) {
    const routing = { event_time: 1_777_000_000_000 + i, oid: 'o', hostname: `h-${i % 100}` };
    const f0rtika = { test_uuid: 'u', test_name: 'n' };
    lines.push(JSON.stringify({ _id: `row-${i}`, _source: { routing, event: { ERROR: 101 }, f0rtika } }));
  }
  return new Uint8Array(gzipSync(`${lines.join('\n')}\n{\n`));
}

const jobOf = async (response: Response): Promise<Job> =>
  Job.parse(((await response.json()) as { data: unknown }).data);

async function submit(url: string, rows: number, query = ''): Promise<Job> {
  const response = await fetch(`${url}/api/analytics/executions/import${query}`, {
    method: 'POST',
    body: body(rows),
  });
  expect(response.status).toBe(202);
  return jobOf(response);
}

const ask = async (url: string, { id }: Job): Promise<Job> =>
  jobOf(await fetch(`${url}/api/analytics/jobs/${id}`));
const becomes = (url: string, job: Job, status: Job['status']) =>
  expect.poll(async () => (await ask(url, job)).status, { timeout: 60_000 }).toBe(status);
const rowsOf = async (url: string) =>
  (await fetch(`${url}/api/analytics/defense-score?from=2000`)).json() as Promise<Record<string, number>>;

const inTheMiddle = (url: string, job: Job) =>
  expect
    .poll(
      async () => {
        const { status, progress } = await ask(url, job);
        return status === 'active' && progress.done > 0 && progress.done < progress.total;
      },
      { timeout: 30_000, interval: 5 },
    )
    .toBe(true);

test('an import is done by the process itself', async () => {
  const server = await startServer(variables());
  expect(await (await fetch(`${server.url}/health/ready`)).json()).toEqual({
    status: 'ready',
    checks: { store: 'ready', queue: 'ready' },
  });
  const job = await submit(server.url, 3_000);
  await becomes(server.url, job, 'completed');
  expect((await ask(server.url, job)).result).toMatchObject({
    added: 3_000,
    refused: 1,
    refusals: [{ line: 3_001, reason: 'is not valid JSON' }],
  });
  expect(await rowsOf(server.url)).toMatchObject({ totalExecutions: 3_000 });
  const strict = await submit(server.url, 10, '?strict=true');
  await becomes(server.url, strict, 'failed');
  expect(await ask(server.url, strict)).toMatchObject({ result: { unchanged: 10, refused: 1 } });
  await expect.poll(() => readdirSync(join(folder, 'staging'))).toEqual([]);
  const { code, stderr } = await server.stop();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('an import that a kill interrupted goes on with the next start, every row once', async () => {
  const killed = await startServer(variables());
  const job = await submit(killed.url, ROWS);
  await inTheMiddle(killed.url, job);
  await killed.stop('SIGKILL');
  const next = await startServer(variables());
  await becomes(next.url, job, 'completed');
  const { result, createdAt } = await ask(next.url, job);
  const { added, unchanged } = result as { added: number; unchanged: number };
  expect(added + unchanged).toBe(ROWS);
  expect(result).toMatchObject({ replaced: 0, refused: 1 });
  expect(createdAt).toBe(job.createdAt);
  expect(await rowsOf(next.url)).toMatchObject({ totalExecutions: ROWS });
  await expect.poll(() => readdirSync(join(folder, 'staging'))).toEqual([]);
  await next.stop();
});

test('Ctrl-C in the middle of an import ends cleanly, and the next start goes on where it was', async () => {
  const first = await startServer({ ...variables(), LOG_LEVEL: 'warn' });
  const job = await submit(first.url, ROWS);
  await inTheMiddle(first.url, job);
  const { code, stderr } = await first.stop();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const second = await startServer(variables());
  await becomes(second.url, job, 'completed');
  expect((await ask(second.url, job)).result).toMatchObject({ added: ROWS, unchanged: 0, refused: 1 });
  expect(await rowsOf(second.url)).toMatchObject({ totalExecutions: ROWS });
  await second.stop();
});

test('a job queue that can not be opened is told in words', async () => {
  mkdirSync(join(folder, 'queue'));
  writeFileSync(join(folder, 'queue', 'PG_VERSION'), 'no database');
  const { code, stderr } = await runCommand('main', [], variables());
  expect(code).toBe(1);
  expect(stderr).toContain('move it away to start with no jobs');
  expect(stderr).not.toContain('    at ');
});
