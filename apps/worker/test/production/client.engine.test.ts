import { AchillesClient, JobFailed, RequestFailed } from '@achilles/client';
import { demoLines } from '@achilles/demo-data';
import type { TestElasticsearch } from '@achilles/testkit';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Installation } from './installation.ts';

const [elasticsearch] = inject('elasticsearch') as readonly TestElasticsearch[];
const ROWS = 4_000;
const ALL = { from: '2020' } as const;

const installation = new Installation({
  elasticsearch: elasticsearch?.url ?? '',
  redis: inject('redisUrl'),
});
/** Two processes behind one name, as callers of a load balancer meet them. */
let clients: [AchillesClient, AchillesClient];

beforeAll(async () => {
  const [first, second] = await Promise.all([installation.api(), installation.api(), installation.worker()]);
  clients = [new AchillesClient({ url: first.url }), new AchillesClient({ url: second.url })];
});
afterAll(() => installation.end());

/** NDJSON of executions, without an index, so that each goes to the write index of its time. */
const documents = (): string =>
  [...demoLines({ count: ROWS, seed: 3, now: Date.UTC(2026, 3, 23) })]
    .map(({ _id, _source }) => `${JSON.stringify({ _id, _source })}\n`)
    .join('');

test('an import is submitted to one process and waited for at another', async () => {
  const [first, second] = clients;
  const job = await first.jobs.import(documents());
  const phases = new Set<string>();
  const result = await second.jobs.result(job, { onProgress: ({ phase }) => phases.add(phase) });
  expect(result).toMatchObject({ added: ROWS, refused: 0 });
  expect(phases.size).toBeGreaterThan(0);
  const refused = await first.jobs.import('no document\n', { strict: true });
  await expect(second.jobs.result(refused)).rejects.toBeInstanceOf(JobFailed);
});

test('a walk goes on in whichever process is asked, each row once', async () => {
  const query = { ...ALL, pageSize: 150, sortField: 'severity' } as const;
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let turn = 0; ; turn++) {
    const client = clients[turn % 2] as AchillesClient;
    const { pagination, ...page } = await client.get('paginatedExecutions', { ...query, cursor });
    if ('data' in page) ids.push(...page.data.map(({ id }) => id));
    cursor = pagination.nextCursor;
    if (!pagination.hasNext) break;
  }
  expect(ids.length).toBe(ROWS);
  expect(new Set(ids).size).toBe(ROWS);
});

test('an export of one process goes on at another', async () => {
  const [first, second] = clients;
  const rows: string[] = [];
  let cursor = '';
  const leaving = new AbortController();
  const file = await first.exportFile('ndjson', ALL, { signal: leaving.signal });
  cursor = file.cursor;
  leaving.abort();
  await file.bytes.cancel().catch(() => undefined);
  for await (const { id } of second.exportRows({ ...ALL, cursor })) rows.push(id);
  expect(new Set(rows).size).toBe(ROWS);
});

test('a risk that is accepted at one process leaves the scores of the other, until it is revoked', async () => {
  const [first, second] = clients;
  const before = await second.get('defenseScore', ALL);
  const [test_name = ''] = await first.get('availableTests', { ...ALL, result: 'unprotected', limit: 1 });
  const accepted = await first.riskAcceptances.accept({ test_name, justification: 'replaced next quarter' });
  expect(Object.keys(await second.riskAcceptances.lookUp([test_name]))).toEqual([test_name]);
  const during = await second.get('defenseScore', ALL);
  expect(during.riskAcceptedRows).toBeGreaterThan(0);
  expect(during.rawScore).toBe(before.score);
  await second.riskAcceptances.revoke(accepted.acceptance_id, 'it was replaced');
  expect(await first.get('defenseScore', ALL)).toEqual(before);
  const again = first.riskAcceptances.revoke(accepted.acceptance_id, 'it was replaced');
  await expect(again).rejects.toMatchObject({ name: RequestFailed.name, status: 409 });
});

test('indices are those of the installation, with all their documents', async () => {
  const indices = await clients[0].indices();
  expect(indices.reduce((sum, { docsCount }) => sum + (docsCount ?? 0), 0)).toBe(ROWS);
});
