import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestElasticsearch } from '@achilles/testkit';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { pathOf, scoreQuestions } from '../score/score-questions.ts';
import { environment } from './config.ts';

const COMMAND = join(import.meta.dirname, '../bench-command.ts');
const [elasticsearch] = inject('elasticsearch') as readonly TestElasticsearch[];
const url = elasticsearch?.url ?? '';
/** Some hundred questions, on a machine that is busy with other suites. */
const PATIENCE_MS = 400_000;

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, [COMMAND, ...args], {
    env: { ...environment, TEST_ELASTICSEARCH_URL: url, TEST_REDIS_URL: inject('redisUrl') },
  });

async function benchIndices(): Promise<string[]> {
  const response = await fetch(`${url}/_cat/indices/bench-*?format=json&h=index`);
  return ((await response.json()) as { index: string }[]).map(({ index }) => index);
}

describe('a small run', () => {
  let ended: Awaited<ReturnType<typeof run>>;
  let before: string[];

  beforeAll(async () => {
    before = await benchIndices();
    ended = await run('score', '--rows', '4000', '--runs', '1');
  }, PATIENCE_MS);

  test('finds that all ways agree before it measures', () => {
    const checked = ended.stderr.split('\n').filter((line) => line.includes('all ways agree'));
    expect(checked.length).toBe(21);
  });

  test('has a line for every question, and the memory of the processes', () => {
    for (const question of scoreQuestions()) expect(ended.stdout).toContain(`\n${pathOf(question)}  `);
    expect(ended.stdout).toMatch(/API, fresh \d+ MiB, API, after the run \d+ MiB/);
  });

  test('leaves no index on a server that was given', async () => {
    // Another bench may be under way on the same server, and ends soon.
    const left = async () => (await benchIndices()).filter((index) => !before.includes(index));
    await expect.poll(left, { timeout: 120_000, interval: 1_000 }).toEqual([]);
  });
});

test.each([
  [['score', '--rows', 'many'], "--rows takes a whole number from 1 to 100000000, not 'many'"],
  [['score', '--release', '7.10.0'], 'not '],
  [['scores'], "there is no bench 'scores'"],
])('%s is refused with what is accepted', async (args, message) => {
  await expect(run(...args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
});
