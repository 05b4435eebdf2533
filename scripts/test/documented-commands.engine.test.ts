import { spawn, spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { environment } from './config.ts';
import { fencedBlocks } from './fenced-blocks.ts';
import type {} from './provided-context.ts';

const ROOT = join(import.meta.dirname, '../..');
const RECIPES = readdirSync(join(ROOT, 'docs/recipes')).map((name) => `docs/recipes/${name}`);
const PAGES = ['README.md', 'AGENTS.md', ...RECIPES];

const [elasticsearch] = inject('elasticsearch');
/** The servers of this run stand for those of the pages. */
const SERVERS = {
  'http://127.0.0.1:9200': elasticsearch?.url ?? '',
  'redis://127.0.0.1:6379': inject('redisUrl'),
};
const DOCUMENTED_URL = 'http://127.0.0.1:3000';

/** Processes that stay until they are stopped, and what each says when it can be used. */
const STAYING: Record<string, RegExp> = {
  'npm start': /^ready on (\S+)$/m,
  'npm run servers': /^Ctrl-C ends them/m,
  'npm run api': /"msg":"listening"/,
  'npm run worker': /"msg":"taking jobs"/,
};
const stayingOf = (command: string) => STAYING[command.replace(/^(?:\w+=\S+ )+/, '')];

/** Commands that another part of the test run stands for. */
const RUN_ELSEWHERE: Record<string, string> = {
  'npm test': 'is what runs this test',
  'npm run verify': 'its steps are those of npm test',
  'npm test -- memory-store': 'is run by the test of the recipes, where the steps before it are followed',
  'npm run format': 'would rewrite the sources under test; npm test checks that it has nothing to do',
};

const commandsOf = (page: string): string[] =>
  fencedBlocks(readFileSync(join(ROOT, page), 'utf8'), 'sh').flatMap((block) => block.trim().split('\n'));

/** Where the commands are pasted: outside the project, so that nothing of the caller's is touched. */
let folder: string;
let stop: (() => Promise<number | null>) | undefined;
let url = '';
const OWN = `documented-${process.pid}`;
const variables = () => ({
  DATA_DIR: join(folder, 'data'),
  PORT: '0',
  HEALTH_PORT: '0',
  CI: '1',
  REDIS_PREFIX: OWN,
  ELASTICSEARCH_OWN_INDEX_PREFIX: OWN,
  TEST_ELASTICSEARCH_URL: SERVERS['http://127.0.0.1:9200'],
  TEST_REDIS_URL: SERVERS['redis://127.0.0.1:6379'],
});
const withServers = (command: string) =>
  Object.entries(SERVERS).reduce((text, [documented, given]) => text.replace(documented, given), command);
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

async function start(command: string, isReady: RegExp): Promise<void> {
  await stop?.();
  const child = spawn('bash', ['-c', `exec env ${withServers(inProject(command))}`], {
    cwd: folder,
    env: userEnvironment(),
    detached: true,
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  stop = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
    return ended;
  };
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const ready = isReady.exec(said);
      if (ready === null) return;
      url = ready[1] ?? '';
      resolve();
    });
    child.once('close', () => reject(new Error(`${command} ended: ${said}`)));
  });
}

async function follow(command: string): Promise<void> {
  const staying = stayingOf(command);
  const tests = /^(?:\w+=\S+ )*npm test -- (\S+)/.exec(command)?.[1];
  if (tests !== undefined)
    expect(globSync(`{apps,bench,chaos,packages,scripts}/**/*${tests}*.test.ts`, { cwd: ROOT })).not.toEqual(
      [],
    );
  else if (staying !== undefined) await start(command, staying);
  else if (command.startsWith('curl ')) {
    const { status, stdout } = runShell(command.replace('curl ', 'curl -sf ').replace(DOCUMENTED_URL, url));
    expect(status).toBe(0);
    expect(JSON.stringify(JSON.parse(stdout))).not.toMatch(/^(\[\]|\{\})$/);
  } else expect(runShell(inProject(command))).toMatchObject({ status: 0 });
}

const followed = PAGES.map((page): [page: string, commands: string[]] => [
  page,
  commandsOf(page).filter((command) => !(command in RUN_ELSEWHERE)),
]).filter(([, commands]) => commands.length > 0);

describe.each(followed)('the commands of %s', (_page, commands) => {
  test.each(commands)('%s', follow);
});

test('commands that are run elsewhere are still documented', () => {
  const documented = PAGES.flatMap(commandsOf);
  expect(Object.keys(RUN_ELSEWHERE).filter((command) => !documented.includes(command))).toEqual([]);
});
