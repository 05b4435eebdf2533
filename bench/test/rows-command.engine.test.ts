import { expect, test } from 'vitest';
import { benchIndices, runCommand } from './run-command.ts';

/** Two stores are loaded, on a machine that is busy with other suites. */
const PATIENCE_MS = 300_000;

test(
  'a small run compares every page and export with DuckDB, measures them and leaves nothing behind',
  async () => {
    const before = await benchIndices();
    const { stdout, stderr } = await runCommand('rows', '--rows', '2000', '--runs', '1');
    const checked = stderr.split('\n').filter((line) => line.includes('DuckDB gives the same'));
    expect(checked.length).toBe(11);
    expect(stdout).toMatch(/^rows +2,200, pages of 25$/m);
    expect(stdout).toMatch(/^first page of rows +\S+ \[\S+\] +1\.00$/m);
    expect(stdout).toMatch(/^host × test cells +\S+ \[\S+\] +\S+$/m);
    for (const format of ['csv', 'ndjson'])
      expect(stdout).toMatch(new RegExp(`^export, ${format} +[\\d,]+ +\\d+ % `, 'm'));
    // Another bench may be under way on the same server, and ends soon.
    const left = async () => (await benchIndices()).filter((index) => !before.includes(index));
    await expect.poll(left, { timeout: 120_000, interval: 1_000 }).toEqual([]);
  },
  PATIENCE_MS,
);

test('what it takes is told', async () => {
  await expect(runCommand('rows', '--runs', '0')).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--runs takes a whole number from 1 to 1000, not '0'"),
  });
});
