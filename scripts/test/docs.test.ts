import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fencedBlocks } from './fenced-blocks.ts';

const ROOT = join(import.meta.dirname, '../..');
const { stdout } = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
});
const PAGES = stdout.split('\n').filter((name) => name !== '' && existsSync(join(ROOT, name)));
const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');

/** Paths in backticks that begin with a folder of the project. */
const MENTIONED = /`((?:apps|bench|chaos|packages|scripts|docs|\.ci)\/[^`\s]*|[\w-]+\.json)`/g;
const LINK = /\]\((?!https?:)([^)#]+)/g;

/** The variables that a config.ts declares. */
const DECLARED = /^\s+([A-Z][A-Z_]+): (?:setting|secret)/gm;
/** Variables that production has no use for, and the one with which the commands tell where the project is. */
const ONE_PROCESS = ['DATA_DIR', 'ACHILLES_ROOT'];

describe.each(PAGES)('%s', (page) => {
  test('names files that exist', () => {
    const mentioned = [...read(page).matchAll(MENTIONED)].map(([, path]) => join(ROOT, path ?? ''));
    const linked = [...read(page).matchAll(LINK)].map(([, path]) => join(ROOT, dirname(page), path ?? ''));
    expect([...mentioned, ...linked].filter((path) => !existsSync(path))).toEqual([]);
  });

  test('names npm commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(page).matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

test.each(PAGES)('the JSON of %s can be pasted', (page) => {
  for (const block of fencedBlocks(read(page), 'json')) expect(() => JSON.parse(block)).not.toThrow();
});

test('the operations page tells every setting of a production process', () => {
  const declared = ['packages/process', 'apps/api', 'apps/worker']
    .map((folder) => `${folder}/src/config.ts`)
    .filter((path) => existsSync(join(ROOT, path)))
    .flatMap((path) => [...read(path).matchAll(DECLARED)].map(([, name]) => name ?? ''));
  expect(declared).toContain('REDIS_URL');
  const page = read('docs/operations.md');
  const untold = declared.filter((name) => !ONE_PROCESS.includes(name) && !page.includes(`\`${name}\``));
  expect(untold).toEqual([]);
});

test('the map of the project stays short', () => {
  expect(read('AGENTS.md').split('\n').length).toBeLessThanOrEqual(80);
});
