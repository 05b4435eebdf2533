import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { fencedBlocks } from './fenced-blocks.ts';
import type {} from './provided-context.ts';

const ROOT = join(import.meta.dirname, '../..');
const RECIPES = join(ROOT, 'docs/recipes');
const COPIED = [
  'apps',
  'packages',
  'package.json',
  'tsconfig.base.json',
  'vitest.config.ts',
  'pnpm-workspace.yaml',
];

let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'recipe-'));
  for (const name of COPIED)
    cpSync(join(ROOT, name), join(copy, name), { recursive: true, verbatimSymlinks: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

function run(command: string, args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: copy,
    encoding: 'utf8',
    env: { PATH: `${join(ROOT, 'node_modules/.bin')}:${join(process.execPath, '..')}:/usr/bin:/bin`, ...env },
  });
  return { status, output: stdout + stderr };
}

const typecheck = (project: string) => run('tsc', ['-p', join(project, 'tsconfig.json')]);

/** Questions of random worlds are answered alike by the stores and the oracle. */
async function answersAgree(): Promise<void> {
  const compared = run('vitest', ['run', 'differential'], {
    // The copy is tested against the servers of this run.
    TEST_ELASTICSEARCH_URL: inject('elasticsearch')
      .map(({ url }) => url)
      .join(),
    TEST_REDIS_URL: inject('redisUrl'),
    DIFFERENTIAL_WORLDS: '10',
    DIFFERENTIAL_SEED: '1',
    CI: '1',
  });
  expect(compared.status, compared.output).toBe(0);
  expect(compared.output).toContain('DuckDB agrees with the oracle');
}

/** The new store does what every store must do. */
async function contractHolds(): Promise<void> {
  const proven = run('vitest', ['run', 'memory-store', '--reporter=verbose'], { NO_COLOR: '1', CI: '1' });
  expect(proven.status, proven.output).toBe(0);
  expect(proven.output).toContain('random questions are answered as the oracle answers them');
}

/** The one-process mode takes the job, tells of it and does it. */
async function jobIsDone(): Promise<void> {
  const server = spawn(process.execPath, [join(copy, 'apps/standalone/src/main.ts')], {
    env: { DATA_DIR: join(copy, 'data'), DEMO_EXECUTIONS: '0', PORT: '0' },
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  const ended = once(server, 'close');
  const addressOf = () => /^ready on (\S+)$/m.exec(said)?.[1];
  await expect.poll(addressOf, { timeout: 60_000, message: said }).toBeDefined();
  const analytics = `${addressOf()}/api/analytics`;
  const headers = { 'Content-Type': 'application/json' };
  const post = (body: string) => fetch(`${analytics}/executions/count`, { method: 'POST', headers, body });
  expect((await post('{"every": true}')).status).toBe(400);
  expect((await post('{}')).status).toBe(202);
  const newest = async () => (await fetch(`${analytics}/jobs?type=count-executions`)).json();
  await expect
    .poll(newest, { timeout: 30_000 })
    .toMatchObject({ data: [{ status: 'completed', result: { rows: 0 } }] });
  server.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
}

/** Where the compiler asks for the second half of each kind of change, and what shows that the whole works. */
const KINDS: Record<string, { readonly follower: string; readonly works: () => Promise<void> }> = {
  'add-a-filter.md': { follower: 'packages/query-core', works: answersAgree },
  'add-an-endpoint.md': { follower: 'packages/query-core', works: answersAgree },
  'add-a-job.md': { follower: 'apps/worker', works: jobIsDone },
  'add-a-store.md': { follower: 'packages/query-core', works: contractHolds },
};

describe.each(readdirSync(RECIPES))('%s', (recipe) => {
  // The compiler is run after every step, and then the proof.
  test('does what it says when its steps are followed', { timeout: 300_000 }, async () => {
    const kind = KINDS[recipe];
    if (kind === undefined) throw new Error(`say in KINDS what shows that ${recipe} works`);
    const { follower, works } = kind;
    const steps = fencedBlocks(readFileSync(join(RECIPES, recipe), 'utf8'), 'diff');
    expect(steps.length).toBeGreaterThan(2);
    for (const [i, step] of steps.entries()) {
      writeFileSync(join(copy, 'step.diff'), step);
      expect(run('git', ['apply', '--recount', '-C1', 'step.diff'])).toEqual({ status: 0, output: '' });
      const declared =
        i + 1 < steps.length && !steps.slice(i + 1).some((later) => later.includes('packages/types/'));
      const followed = !steps.slice(i + 1).some((later) => later.includes(`${follower}/src/`));
      // Until the second half follows the declaration, the compiler says so.
      if (declared) expect(typecheck(follower).status === 0).toBe(followed);
    }
    for (const project of ['packages/types', 'packages/query-core', 'apps/api', 'apps/worker']) {
      expect(typecheck(project)).toEqual({ status: 0, output: '' });
    }
    await works();
  });
});
