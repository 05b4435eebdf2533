import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const biome = join(ROOT, 'node_modules/.bin/biome');
let folder = '';

/** Lints files in a project of its own under this project's rules; the names of the broken ones. */
function brokenRules(files: Record<string, string>): string[] {
  const project = mkdtempSync(join(folder, 'case-'));
  copyFileSync(join(ROOT, 'biome.json'), join(project, 'biome.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
  spawnSync('git', ['init', '-q'], { cwd: project });
  writeFileSync(join(project, '.gitignore'), 'node_modules\n');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  }
  const { stdout } = spawnSync(biome, ['lint', '--reporter=json', '.'], { cwd: project, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string; severity: string }[] };
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ category }) => category);
}

const importing = (what: string, from: string) =>
  `import { ${what} } from '${from}';\nexport const used = ${what};\n`;
const manifest = (dependencies: string[]) =>
  JSON.stringify({ name: 'p', dependencies: Object.fromEntries(dependencies.map((name) => [name, '*'])) });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dependency-law-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the dependency law fails the lint when', () => {
  const broken: [string, string, Record<string, string>][] = [
    [
      'types imports query-core',
      'lint/style/noRestrictedImports',
      {
        'packages/types/package.json': manifest(['@achilles/query-core']),
        'packages/types/src/a.ts': importing('ask', '@achilles/query-core'),
      },
    ],
    [
      'query-core imports an app',
      'lint/style/noRestrictedImports',
      {
        'packages/query-core/package.json': manifest(['@achilles/api']),
        'packages/query-core/src/stores/a.ts': importing('createApp', '@achilles/api'),
      },
    ],
    [
      'a question imports a store',
      'lint/style/noRestrictedImports',
      {
        'packages/query-core/src/questions/a.ts': importing('b', '../stores/duckdb/b.ts'),
        'packages/query-core/src/stores/duckdb/b.ts': 'export const b = 1;\n',
      },
    ],
    [
      'the api imports the one-process mode',
      'lint/style/noRestrictedImports',
      {
        'apps/api/package.json': manifest(['@achilles/standalone']),
        'apps/api/src/a.ts': importing('b', '@achilles/standalone'),
      },
    ],
    [
      'something other than an entry point opens a store',
      'lint/style/noRestrictedImports',
      {
        'apps/api/package.json': manifest(['@achilles/query-core']),
        'apps/api/src/a.ts': importing('openStore', '@achilles/query-core/open-store'),
      },
    ],
    [
      'something other than an entry point opens the staging',
      'lint/style/noRestrictedImports',
      {
        'apps/worker/package.json': manifest(['@achilles/query-core']),
        'apps/worker/src/a.ts': importing('openStaging', '@achilles/query-core/open-staging'),
      },
    ],
    [
      'something other than an entry point opens the records of jobs',
      'lint/style/noRestrictedImports',
      {
        'apps/worker/package.json': manifest(['@achilles/query-core']),
        'apps/worker/src/a.ts': importing('openJobRecords', '@achilles/query-core/open-job-records'),
      },
    ],
    [
      'the queue imports query-core',
      'lint/style/noRestrictedImports',
      {
        'packages/queue/package.json': manifest(['@achilles/query-core']),
        'packages/queue/src/a.ts': importing('ask', '@achilles/query-core'),
      },
    ],
    [
      'the client imports query-core',
      'lint/style/noRestrictedImports',
      {
        'packages/client/package.json': manifest(['@achilles/query-core']),
        'packages/client/src/a.ts': importing('ask', '@achilles/query-core'),
      },
    ],
    [
      'the worker imports the api',
      'lint/style/noRestrictedImports',
      {
        'apps/worker/package.json': manifest(['@achilles/api']),
        'apps/worker/src/a.ts': importing('startApi', '@achilles/api'),
      },
    ],
    [
      "a file reaches into another package's sources",
      'lint/style/noRestrictedImports',
      {
        'apps/api/package.json': manifest(['@achilles/types']),
        'apps/api/src/a.ts': importing('b', '../../../packages/types/src/b.ts'),
        'packages/types/src/b.ts': 'export const b = 1;\n',
      },
    ],
    [
      'a package uses a library that it does not declare',
      'lint/correctness/noUndeclaredDependencies',
      { 'packages/types/package.json': manifest([]), 'packages/types/src/a.ts': importing('z', 'zod') },
    ],
    [
      'imports form a cycle',
      'lint/suspicious/noImportCycles',
      {
        'packages/types/src/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
        'packages/types/src/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
      },
    ],
    [
      'the environment is read outside config.ts',
      'lint/style/noProcessEnv',
      { 'apps/api/src/a.ts': 'export const home = process.env.HOME;\n' },
    ],
    [
      'the environment is imported outside config.ts',
      'lint/style/noRestrictedImports',
      { 'apps/api/src/a.ts': importing('env', 'node:process') },
    ],
  ];
  test.each(broken)('%s', (_, rule, files) => {
    expect(brokenRules(files)).toContain(rule);
  });
});

test('the dependency law lets the drawn direction pass', () => {
  const files = {
    'apps/api/package.json': manifest(['@achilles/query-core', '@achilles/types']),
    'apps/api/src/config.ts': 'export const home = process.env.HOME;\n',
    'apps/api/src/main.ts': importing('openStore', '@achilles/query-core/open-store'),
    'apps/api/src/a.ts': importing('ENDPOINTS', '@achilles/types'),
    'packages/query-core/package.json': manifest(['@achilles/types']),
    'packages/query-core/src/questions/a.ts': importing('ENDPOINTS', '@achilles/types'),
  };
  expect(brokenRules(files)).toEqual([]);
});
