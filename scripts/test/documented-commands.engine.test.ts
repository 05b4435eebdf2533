import { spawn, spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environment } from './config.ts';
import { fencedBlocks } from './fenced-blocks.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGES = ['README.md', 'AGENTS.md', 'docs/recipes/add-a-filter.md', 'docs/recipes/add-an-endpoint.md'];
const DOCUMENTED_URL = 'http://127.0.0.1:3000';

/** Commands that another part of the test run stands for. */
const RUN_ELSEWHERE: Record<string, string> = {
  'npm test': 'is what runs this test',
  'npm run verify': 'its steps are those of npm test',
  'npm run format': 'would rewrite the sources under test; npm test checks that it has nothing to do',
};

const commandsOf = (page: string): string[] =>
  fencedBlocks(readFileSync(join(ROOT, page), 'utf8'), 'sh').flatMap((block) => block.trim().split('\n'));

/** Where the commands are pasted: outside the project, so that nothing of the caller's is touched. */
let folder: string;
let stop: (() => Promise<number | null>) | undefined;
let url = '';
const variables = () => ({ DATA_DIR: join(folder, 'data'), PORT: '0', CI: '1' });
const inProject = (command: string) => command.replace('npm ', `npm --silent --prefix '${ROOT}' `);
const userEnvironment = () => ({ ...environment, ...variables() });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'documented-'));
});
afterAll(async () => {
  await stop?.();
  rmSync(folder, { recursive: true, force: true });
});

function runShell(command: string) {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
    cwd: folder,
    env: userEnvironment(),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

async function start(command: string): Promise<void> {
  await stop?.();
  const child = spawn('bash', ['-c', `exec ${inProject(command).replace(/^(\w+=\S+) (.*)$/, 'env $1 $2')}`], {
    cwd: folder,
    env: userEnvironment(),
    detached: true,
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  stop = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
    return ended;
  };
  url = await new Promise((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const ready = /^ready on (\S+)$/m.exec(said);
      if (ready?.[1] !== undefined) resolve(ready[1]);
    });
    child.once('close', () => reject(new Error(`${command} ended: ${said}`)));
  });
}

async function follow(command: string): Promise<void> {
  const tests = /^(?:\w+=\S+ )*npm test -- (\S+)/.exec(command)?.[1];
  if (tests !== undefined)
    expect(globSync(`{apps,bench,packages,scripts}/**/*${tests}*.test.ts`, { cwd: ROOT })).not.toEqual([]);
  else if (command.endsWith('npm start')) await start(command);
  else if (command.startsWith('curl ')) {
    const { status, stdout } = runShell(command.replace('curl ', 'curl -sf ').replace(DOCUMENTED_URL, url));
    expect(status).toBe(0);
    expect(JSON.stringify(JSON.parse(stdout))).not.toMatch(/^(\[\]|\{\})$/);
  } else expect(runShell(inProject(command))).toMatchObject({ status: 0 });
}

describe.each(PAGES)('the commands of %s', (page) => {
  test.each(commandsOf(page).filter((command) => !(command in RUN_ELSEWHERE)))('%s', follow);
});

test('commands that are run elsewhere are still documented', () => {
  const documented = PAGES.flatMap(commandsOf);
  expect(Object.keys(RUN_ELSEWHERE).filter((command) => !documented.includes(command))).toEqual([]);
});
