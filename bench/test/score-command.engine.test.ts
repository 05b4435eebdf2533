import { beforeAll, describe, expect, test } from 'vitest';
import { pathOf, scoreQuestions } from '../score/score-questions.ts';
import { benchIndices, runCommand } from './run-command.ts';

/** Some hundred questions, on a machine that is busy with other suites. */
const PATIENCE_MS = 400_000;

describe('a small run', () => {
  let ended: Awaited<ReturnType<typeof runCommand>>;
  let before: string[];

  beforeAll(async () => {
    before = await benchIndices();
    ended = await runCommand('score', '--rows', '4000', '--runs', '1');
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
  await expect(runCommand(...args)).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining(message),
  });
});
