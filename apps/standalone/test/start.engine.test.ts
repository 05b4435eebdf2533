import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoLines, demoOrganizations } from '@achilles/demo-data';
import { oracleAnswer, type World } from '@achilles/query-core/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand, startServer } from './run-command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'standalone-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const variables = (more: Record<string, string> = {}) => ({
  DATA_DIR: folder,
  DEMO_EXECUTIONS: '3000',
  ...more,
});
const scoreOf = async (url: string, query = 'from=now-90d') =>
  (await fetch(`${url}/api/analytics/defense-score?${query}`)).json() as Promise<Record<string, number>>;

describe('starting', () => {
  test('gives an empty store demo data, and three calls that work when pasted', async () => {
    const server = await startServer(variables());
    const calls = [...server.stdout.matchAll(/^ {2}curl '(.*)'$/gm)].map(([, url]) => url ?? '');
    expect(calls).toHaveLength(3);
    for (const call of calls) {
      const response = await fetch(call);
      expect(response.status).toBe(200);
      const body: unknown = await response.json();
      expect(
        Array.isArray(body) ? body.length : (body as { totalExecutions: number }).totalExecutions,
      ).toBeGreaterThan(0);
    }
    const { code, stderr } = await server.stop();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readdirSync(folder)).toEqual(['achilles.duckdb', 'cursor-key', 'queue']);
  });

  test('keeps its data over a second start, which generates nothing', async () => {
    const first = await startServer(variables());
    const score = await scoreOf(first.url, 'from=2000');
    await first.stop('SIGTERM');
    const second = await startServer(variables({ DEMO_EXECUTIONS: '9000' }));
    expect(second.stdout).not.toContain('generated');
    expect(await scoreOf(second.url, 'from=2000')).toEqual(score);
    await second.stop();
  });

  test('with DEMO_EXECUTIONS=0 leaves the store empty and says how to fill it', async () => {
    const server = await startServer(variables({ DEMO_EXECUTIONS: '0' }));
    expect(server.stdout).toContain('The store is empty; fill it with: npm run import -- FILE');
    expect(await scoreOf(server.url)).toMatchObject({ totalExecutions: 0, score: 0 });
    await server.stop();
  });

  test('completes demo data that an earlier start was killed over', async () => {
    const now = Date.parse('2026-05-01T00:00:00Z');
    await (await startServer(variables({ DEMO_EXECUTIONS: '0' }))).stop();
    writeFileSync(join(folder, 'demo-data.unfinished.json'), JSON.stringify({ count: 2500, seed: 7, now }));
    const server = await startServer(variables());
    expect(server.stdout).toContain('2,500 executions');
    expect(existsSync(join(folder, 'demo-data.unfinished.json'))).toBe(false);
    await server.stop();
  });
});

test('the demo data are answered as the oracle answers them', async () => {
  const now = Date.parse('2026-05-01T00:00:00Z');
  const options = { count: 4000, seed: 7, now };
  await (await startServer(variables({ DEMO_EXECUTIONS: '0' }))).stop();
  writeFileSync(join(folder, 'demo-data.unfinished.json'), JSON.stringify(options));
  const server = await startServer(variables());
  const byId = new Map(
    [...demoLines(options)].map(({ _index, _id, _source }) => [
      `${_index}/${_id}`,
      { index: _index, id: _id, source: { ..._source } },
    ]),
  );
  const world: World = {
    seed: 0,
    now,
    documents: [...byId.values()],
    acceptances: [],
    organizations: demoOrganizations,
  };
  expect(byId.size).toBe(4000);
  const window = 'from=2026-01-01&to=2026-05-01';
  const questions = [
    ['defense-score', ''],
    ['defense-score', '&scoringMode=any-stage&excludeCyberHygiene=true'],
    ['defense-score/trend', '&interval=week&timezone=Europe/Berlin'],
    ['defense-score/trend', '&windowDays=7'],
    ['defense-score/by-test', '&limit=20'],
    ['defense-score/by-technique', '&techniques=T1059.*'],
    ['defense-score/by-org', ''],
    ['defense-score/by-severity', '&scoringMode=per-stage'],
    ['defense-score/by-category', ''],
    ['defense-score/by-category-subcategory', ''],
    ['defense-score/by-hostname', ''],
    ['error-rate', ''],
    ['error-rate/trend', '&interval=month'],
  ] as const;
  for (const [path, more] of questions) {
    const response = await fetch(`${server.url}/api/analytics/${path}?${window}${more}`);
    const expected = oracleAnswer(world, path, new URLSearchParams(window + more));
    expect({ status: response.status, body: await response.json() }, path).toMatchObject({
      status: 200,
      body: expected.status === 200 ? expected.body : null,
    });
  }
  await server.stop();
});

test('--help tells the settings and starts nothing', async () => {
  const { code, stdout } = await runCommand('main', ['--help'], variables());
  expect(code).toBe(0);
  expect(stdout).toContain('DEMO_EXECUTIONS');
  expect(readdirSync(folder)).toEqual([]);
  expect(await runCommand('main', ['--port=1'], variables())).toMatchObject({ code: 2 });
});

describe('a start that can not be is told in words', () => {
  test('the port is taken', async () => {
    const server = await startServer(variables());
    const other = mkdtempSync(join(tmpdir(), 'standalone-'));
    const { port } = new URL(server.url);
    const { code, stderr } = await runCommand('main', [], variables({ DATA_DIR: other, PORT: port }));
    await server.stop();
    rmSync(other, { recursive: true });
    expect(code).toBe(1);
    expect(stderr).toBe(
      `port ${port} on 127.0.0.1 is taken; stop the program that has it, or set another PORT\n`,
    );
  });

  test('the data file is in use', async () => {
    const server = await startServer(variables());
    const { code, stderr } = await runCommand('main', [], variables());
    await server.stop();
    expect(code).toBe(1);
    expect(stderr).toContain(
      `is in use by process ${server.process.pid}; stop that one or set another DATA_DIR`,
    );
  });

  test('the data file is damaged', async () => {
    writeFileSync(join(folder, 'achilles.duckdb'), 'no data file at all'.repeat(1_000));
    const { code, stderr } = await runCommand('main', [], variables());
    expect(code).toBe(1);
    expect(stderr).toContain("can't be opened as a data file");
    expect(stderr).not.toContain('    at ');
  });

  test.each([
    [{ AUTH_MODE: 'required' }, 'AUTH_MODE=required needs credentials'],
    [{ HOST: '0.0.0.0' }, 'is not loopback'],
    [{ DEMO_EXECUTIONS: 'many' }, 'DEMO_EXECUTIONS must be a whole number'],
    [{ ORGANIZATIONS_FILE: 'nowhere.json' }, "ORGANIZATIONS_FILE can't be read"],
  ])('%o', async (more, message) => {
    const { code, stderr } = await runCommand('main', [], variables(more));
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});
