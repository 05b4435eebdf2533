import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { debianProgram } from '@achilles/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environment } from './config.ts';
import { fencedBlocks } from './fenced-blocks.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/programmatic-access.md'), 'utf8');
const DOCUMENTED_URL = 'http://127.0.0.1:3000';
const EXECUTIONS = 6_000;

const [address = '', ...recipes] = fencedBlocks(PAGE, 'sh');
const [program = ''] = fencedBlocks(PAGE, 'ts');
const recipeWith = (text: string) =>
  recipes.find((recipe) => recipe.includes(text)) ?? `false # no recipe has ${text}`;

let folder: string;
let url = '';
let stop: () => Promise<void>;
let variables: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'programmatic-'));
  const jq = await debianProgram({ command: 'jq', debianPackage: 'jq', hint: 'install jq' });
  const path = jq.command === 'jq' ? environment.PATH : dirname(jq.command) + delimiter + environment.PATH;
  variables = { ...environment, ...jq.env, PATH: path };
  const child = spawn(process.execPath, [join(ROOT, 'apps/standalone/src/main.ts')], {
    cwd: folder,
    env: { ...environment, PORT: '0', DATA_DIR: 'data', DEMO_EXECUTIONS: String(EXECUTIONS) },
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  stop = async () => {
    child.kill('SIGINT');
    await ended;
  };
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const ready = /^ready on (\S+)$/m.exec(said)?.[1];
      if (ready !== undefined) resolve(ready);
    });
    child.once('close', () => reject(new Error(`the server ended: ${said}`)));
  });
});
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

function run(recipe: string, more: NodeJS.ProcessEnv = {}) {
  const script = `${address.replace(DOCUMENTED_URL, url)}\n${recipe}`;
  const options = { cwd: folder, env: { ...variables, ...more }, encoding: 'utf8' } as const;
  return spawnSync('bash', ['-c', script], options);
}
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const lines = (file: string) => read(file).trimEnd().split('\n');
// While a recipe runs, this process stands still and does not see connections end: none is used twice.
const answer = async (path: string) =>
  (await fetch(`${url}/api/analytics/${path}`, { headers: { Connection: 'close' } })).json();

describe('the recipes of docs/programmatic-access.md', () => {
  test('a build passes above the threshold and stops below it', async () => {
    const gate = recipeWith('THRESHOLD');
    const { realScore } = (await answer('defense-score?from=now-30d&severities=critical,high')) as {
      realScore: number;
    };
    const passed = run(gate, { THRESHOLD: String(realScore) });
    expect(passed).toMatchObject({ status: 0, stdout: expect.stringContaining(`real score ${realScore}`) });
    expect(run(gate, { THRESHOLD: String(realScore + 0.01) }).status).toBe(1);
    expect(run(gate, { THRESHOLD: '0' }).status).toBe(0);
  });

  test('a walk by cursor brings every execution once', async () => {
    const { status, stdout } = run(recipeWith('hasNext'));
    expect(status).toBe(0);
    const { pagination } = (await answer('executions/paginated?from=now-7d')) as {
      pagination: { totalItems: number };
    };
    const ids = lines('executions.ndjson').map((line) => JSON.parse(line).id);
    expect(pagination.totalItems).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(pagination.totalItems);
    expect(ids.length).toBe(pagination.totalItems);
    expect(stdout.trim()).toBe(String(ids.length));
  });

  test('rows of the archive are read along', async () => {
    const { status, stdout } = run(recipeWith('include=archived'));
    expect(status).toBe(0);
    expect(Number(stdout)).toBe(EXECUTIONS);
  });

  test('an export has all rows in both formats', async () => {
    expect(run(recipeWith('executions.csv')).status).toBe(0);
    const { pagination } = (await answer('executions/paginated?from=now-30d')) as {
      pagination: { totalItems: number };
    };
    expect(lines('executions.csv').length).toBe(pagination.totalItems + 1);
    const [event] = lines('siem.ndjson').map((line) => JSON.parse(line));
    expect(Object.keys(event)).toEqual(['timestamp', 'hostname', 'test_name', 'error_name']);
  });

  test('an export that breaks off goes on, and one that does not is whole', async () => {
    const recipe = recipeWith('x-cursor');
    const { pagination } = (await answer('executions/paginated?from=now-7d')) as {
      pagination: { totalItems: number };
    };
    expect(run(recipe).status).toBe(0);
    const whole = lines('whole.ndjson').map((line) => JSON.parse(line).id);
    expect(whole.length).toBe(pagination.totalItems);
    // What curl does when the connection breaks: a part of the file, in the middle of a line, and exit code 18.
    const breaking = `curl() {
      if [[ "$*" == *part.ndjson* ]]; then
        command curl -s --max-filesize 100000000 -D headers.txt "\${@: -1}" | head -c 50000 > part.ndjson
        return 18
      fi
      command curl "$@"
    }`;
    const { status, stderr } = run(`set +o pipefail\n${breaking}\n${recipe}`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const parts = lines('part.ndjson').length;
    expect(parts).toBeGreaterThan(1);
    expect(parts).toBeLessThan(whole.length);
    expect(lines('whole.ndjson').map((line) => JSON.parse(line).id)).toEqual(whole);
  });

  test('a walk stops where a page fails, and says so', () => {
    const { status, stderr } = run(recipeWith('hasNext').replace('from=now-7d', 'from=never'));
    expect(status).not.toBe(0);
    expect(stderr).toContain('400');
  });

  test('a host is looked into test by test', () => {
    const { status, stdout } = run(recipeWith('host.tsv'));
    expect(status).toBe(0);
    expect(stdout).not.toBe('');
    for (const line of lines('host.tsv')) expect(line.split('\t').length).toBe(5);
  });

  test('the same import is one job, waited for to its result', async () => {
    const { status, stdout, stderr } = run(recipeWith('Idempotency-Key'));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe('{"success":true,"added":1,"refused":0}\none job\n');
    const { data } = (await answer('jobs?type=import')) as { data: unknown[] };
    expect(data.length).toBe(1);
  });

  test('a job is followed to its end', () => {
    const { status, stdout } = run(recipeWith('text/event-stream'));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^completed\t\w+\t(\d+)\t\1$/m);
    expect(stdout.trimEnd().endsWith('true')).toBe(true);
  });

  test('a job is cancelled, or has ended before', async () => {
    const { status, stdout } = run(recipeWith('DELETE'));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^(cancelled|job \S+ completed at \S+ and can not be cancelled any more)$/m);
    expect(stdout).toMatch(/^\S+\t(completed|cancelled)$/m);
  });

  test('what is old is archived, as much as the dry run told', async () => {
    const total = async () =>
      ((await answer('executions/paginated?from=2000')) as { pagination: { totalItems: number } }).pagination
        .totalItems;
    const before = await total();
    const { status, stdout, stderr } = run(recipeWith('archive-by-date'));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const counted = Number(/^to archive: (\d+)$/m.exec(stdout)?.[1]);
    const moved = [...stdout.matchAll(/^achilles-results-\S+\t(\d+)$/gm)].map(([, rows]) => Number(rows));
    expect(counted).toBeGreaterThan(0);
    expect(moved.reduce((sum, rows) => sum + rows, 0)).toBe(counted);
    expect(await total()).toBe(before - counted);
    const refused = run(recipeWith('archive-by-date').replaceAll('now-60d', 'never'));
    expect(refused.status).not.toBe(0);
  });

  test('the program runs and says so', () => {
    const file = join(ROOT, 'packages/client', `.documented-${process.pid}.ts`);
    writeFileSync(file, program.replace(DOCUMENTED_URL, url));
    try {
      const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/^real score \d/m);
      expect(stdout).toMatch(/^[1-9]\d* executions in groups$/m);
      expect(stdout).toMatch(/^1 refused$/m);
    } finally {
      rmSync(file, { force: true });
    }
  });
});
