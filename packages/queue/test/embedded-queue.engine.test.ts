import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declareJob } from '@achilles/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { EmbeddedBackend } from '../src/backends/embedded-backend.ts';
import { BullJobQueue } from '../src/bull-job-queue.ts';
import { workJobs } from '../src/work-jobs.ts';
import { queueContract } from './queue-contract.ts';

const JOBS = {
  count: declareJob({
    summary: 'Counts',
    permission: 'analytics:executions:write',
    payload: z.object({}),
    result: z.object({}),
    request: null,
  }),
};
let root = '';
let folders = 0;
const open = (folder: string) => EmbeddedBackend.open({ folder, types: ['count'], onError: () => undefined });
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'embedded-queue-'));
  await (await open(join(root, 'empty'))).close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A new database takes seconds to make, a copy of one does not. */
function emptyFolder(): string {
  const folder = join(root, String(folders++));
  cpSync(join(root, 'empty'), folder, { recursive: true });
  return folder;
}

describe('the embedded job queue', () => {
  queueContract(async () => {
    const backend = await open(emptyFolder());
    return { backend, records: backend.records };
  });
});

test('work that a killed process had under way is taken at once by the next', async () => {
  const folder = emptyFolder();
  const killed = await open(folder);
  const queue = new BullJobQueue(killed, JOBS, killed.records);
  const { id } = await queue.submit('count', {}, { requestedBy: 'tester' });
  const never = workJobs({
    backend: killed,
    records: killed.records,
    jobs: JOBS,
    handle: () => new Promise(() => undefined),
    onError: () => undefined,
  });
  await expect.poll(async () => (await queue.get(id))?.status).toBe('active');
  const left = `${folder}-left`;
  // The folder as a kill at this moment would leave it.
  cpSync(folder, left, { recursive: true });
  await never.stop(100);
  const next = await open(left);
  const work = workJobs({
    backend: next,
    records: next.records,
    jobs: JOBS,
    handle: async () => ({}),
    onError: () => undefined,
  });
  await expect
    .poll(async () => (await new BullJobQueue(next, JOBS, next.records).get(id))?.status, { timeout: 5_000 })
    .toBe('completed');
  await work.stop(5_000);
  await next.close();
});

test('a folder that can not be a database is told with what to do', async () => {
  const file = join(root, 'file');
  writeFileSync(file, 'no folder');
  await expect(open(file)).rejects.toThrow(/can't be opened; check the folder's owner/);
});
