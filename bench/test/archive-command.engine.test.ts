import { expect, test } from 'vitest';
import { benchIndices, runCommand } from './run-command.ts';

/** Rows are moved twice, on a machine that is busy with other suites. */
const PATIENCE_MS = 300_000;

test(
  'a small run archives and restores rows, reads meanwhile, and leaves nothing behind',
  async () => {
    const before = await benchIndices();
    const { stdout } = await runCommand('archive', '--rows', '3000', '--runs', '1');
    expect(stdout).toMatch(/^loaded +3,000 rows, [\d,]+\/s$/m);
    for (const move of ['archive', 'restore'])
      expect(stdout).toMatch(new RegExp(`^${move} +1,\\d{3} +[\\d,]+ \\[\\S+\\] +\\d+ % `, 'm'));
    for (const reads of ['nothing else going on', 'while rows are archived', 'while rows are restored'])
      expect(stdout).toMatch(new RegExp(`^${reads} +[1-9]`, 'm'));
    // Another bench may be under way on the same server, and ends soon.
    const left = async () => (await benchIndices()).filter((index) => !before.includes(index));
    await expect.poll(left, { timeout: 120_000, interval: 1_000 }).toEqual([]);
  },
  PATIENCE_MS,
);
