import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer } from './run-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'one-process-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const readiness = async (url: string) => (await fetch(`${url}/health/ready`)).json();

test('banner and readiness tell how the retention is kept, and nothing where there is none', async () => {
  const variables = { DATA_DIR: folder, DEMO_EXECUTIONS: '0' };
  const checks = { store: 'ready', queue: 'ready' };
  const keeping = await startServer({ ...variables, RETENTION_DAYS: '3', RETENTION_CRON: '0 3 29 2 *' });
  const [, told] = /^retention: (.*)$/m.exec(keeping.stdout) ?? [];
  expect(told).toMatch(/^next run at \d{4}-02-29 03:00; no run is on record \(0 3 29 2 \*, times in UTC\)$/);
  expect(await readiness(keeping.url)).toEqual({ status: 'ready', checks, retention: told });
  await keeping.stop();
  const plain = await startServer(variables);
  expect(plain.stdout).not.toContain('retention');
  expect(await readiness(plain.url)).toEqual({ status: 'ready', checks });
  await plain.stop();
});
