import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const { stdout } = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
});
const PAGES = stdout.split('\n').filter((name) => name !== '' && existsSync(join(ROOT, name)));
const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');

/** Paths in backticks that begin with a folder of the project. */
const MENTIONED = /`((?:apps|packages|scripts|docs|\.ci)\/[^`\s]*|[\w-]+\.json)`/g;
const LINK = /\]\((?!https?:)([^)#]+)/g;

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

test('the map of the project stays short', () => {
  expect(read('AGENTS.md').split('\n').length).toBeLessThanOrEqual(80);
});
