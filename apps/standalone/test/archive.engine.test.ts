import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArchiveResult, ErrorEnvelope, Job, RestoreResult } from '@achilles/types';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer } from './run-command.ts';

const EXECUTIONS = 6_000;
let folder: string;
let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'standalone-archive-'));
  server = await startServer({ DATA_DIR: folder, DEMO_EXECUTIONS: String(EXECUTIONS) });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (path: string) => fetch(`${server.url}/api/analytics/${path}`);
const post = (path: string, body: unknown) =>
  fetch(`${server.url}/api/analytics/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
const jobOf = async (response: Response): Promise<Job> =>
  Job.parse(((await response.json()) as { data: unknown }).data);

/** Asks for a job and waits for its end. */
async function done(path: string, body: unknown): Promise<Job> {
  const response = await post(path, body);
  expect(response.status).toBe(202);
  const { id } = await jobOf(response);
  const now = async () => jobOf(await ask(`jobs/${id}`));
  await expect.poll(async () => (await now()).status, { timeout: 60_000 }).toMatch(/completed|failed/);
  return now();
}

interface Page {
  readonly data: readonly { readonly timestamp: string }[];
  readonly pagination: { readonly totalItems: number };
}
const page = async (query: string) =>
  (await ask(`executions/paginated?from=2000&pageSize=1${query}`)).json() as Promise<Page>;
const total = async (query = '') => (await page(query)).pagination.totalItems;
const indices = async () =>
  ((await (await ask('indices')).json()) as { indices: { name: string; docsCount: number }[] }).indices;
const archivedRows = async () =>
  (await indices()).find(({ name }) => name === 'archived-achilles-results')?.docsCount ?? 0;

test('a dry run counts what an archive job then moves, and a restore brings it back', async () => {
  const before = '2200-01-01';
  const all = await total();
  expect(all).toBeGreaterThan(1_000);
  const { data } = await page(`&page=${Math.floor(all / 2)}`);
  const middle = data[0]?.timestamp ?? '';
  const old = await total(`&to=${new Date(Date.parse(middle) - 1).toISOString()}`);
  expect(old).toBeGreaterThan(0);

  const dry = ArchiveResult.parse(
    (await done('executions/archive-by-date', { before: middle, dryRun: true })).result,
  );
  expect(dry).toMatchObject({ archived: old, dryRun: true });
  expect(await total()).toBe(all);

  const job = await done('executions/archive-by-date', { before: middle });
  const archived = ArchiveResult.parse(job.result);
  expect(archived).toMatchObject({ archived: old, skipped: 0, errors: [], droppedIndices: [] });
  expect(archived.perIndex.map(({ index, rows }) => ({ index, rows }))).toEqual(
    dry.perIndex.map(({ index, rows }) => ({ index, rows })),
  );
  expect(archived.perIndex.reduce((sum, { rows }) => sum + rows, 0)).toBe(old);
  expect(await total()).toBe(all - old);
  expect(await total(`&to=${new Date(Date.parse(middle) - 1).toISOString()}`)).toBe(0);
  expect(await archivedRows()).toBe(old);

  const rest = await done('executions/archive-by-date', { before, dropEmpty: true });
  expect(ArchiveResult.parse(rest.result)).toMatchObject({ archived: all - old });
  expect(await total()).toBe(0);
  // Those that the first job emptied go as well; the one that imports write to now stays.
  const now = `achilles-results-${new Date().toISOString().slice(0, 7).replace('-', '.')}`;
  const left = (await indices()).filter(({ name }) => name !== 'archived-achilles-results');
  expect(left.filter(({ name }) => name !== now)).toEqual([]);

  const back = RestoreResult.parse((await done('executions/restore', { jobId: job.id })).result);
  expect(back).toMatchObject({ restored: old, skipped: 0 });
  expect(back.bytes).toBe(archived.bytes);
  expect(await total()).toBe(old);
  const window = RestoreResult.parse((await done('executions/restore', { from: '2000', to: 'now' })).result);
  expect(window).toMatchObject({ restored: all - old });
  expect(await total()).toBe(all);
  expect(await archivedRows()).toBe(0);
});

test('groups are archived by the keys that lists tell', async () => {
  const all = await total();
  const grouped = await ask('executions/paginated?from=2000&grouped=true&pageSize=2');
  const { groups } = (await grouped.json()) as { groups: { groupKey: string; totalCount: number }[] };
  const groupKeys = groups.map(({ groupKey }) => groupKey);
  const rows = groups.reduce((sum, { totalCount }) => sum + totalCount, 0);
  const job = await done('executions/archive', { groupKeys });
  expect(ArchiveResult.parse(job.result).archived).toBe(rows);
  expect(await total()).toBe(all - rows);
  expect(RestoreResult.parse((await done('executions/restore', { jobId: job.id })).result).restored).toBe(
    rows,
  );
  expect(await total()).toBe(all);
});

test('an index is created once, and is listed', async () => {
  const index_name = 'achilles-results-2199.05';
  expect((await done('index/create', { index_name })).result).toEqual({
    created: true,
    message: `index ${index_name} was created`,
  });
  expect((await done('index/create', { index_name })).result).toEqual({
    created: false,
    message: `index ${index_name} exists already`,
  });
  expect(await indices()).toContainEqual(expect.objectContaining({ name: index_name, docsCount: 0 }));
});

test.each(['other', 'archived-achilles-results', 'achilles-results-*', 'Achilles-results-a'])(
  'an index %s is refused before anything is queued',
  async (index_name) => {
    const response = await post('index/create', { index_name });
    expect(response.status).toBe(400);
    const { details } = ErrorEnvelope.parse(await response.json());
    expect(details?.[0]?.path).toBe('index_name');
  },
);
