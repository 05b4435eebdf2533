import { spawnSync } from 'node:child_process';
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

describe.each(readdirSync(RECIPES))('%s', (recipe) => {
  test('does what it says when its steps are followed', () => {
    const steps = fencedBlocks(readFileSync(join(RECIPES, recipe), 'utf8'), 'diff');
    expect(steps.length).toBeGreaterThan(2);
    for (const [i, step] of steps.entries()) {
      writeFileSync(join(copy, 'step.diff'), step);
      expect(run('git', ['apply', '--recount', '-C1', 'step.diff'])).toEqual({ status: 0, output: '' });
      const declared =
        i + 1 < steps.length && !steps.slice(i + 1).some((later) => later.includes('packages/types/'));
      const answered = !steps.slice(i + 1).some((later) => later.includes('query-core/src/'));
      // Until query-core follows the declaration, the compiler says so.
      if (declared) expect(typecheck('packages/query-core').status === 0).toBe(answered);
    }
    for (const project of ['packages/types', 'packages/query-core', 'apps/api']) {
      expect(typecheck(project)).toEqual({ status: 0, output: '' });
    }
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
  });
});
