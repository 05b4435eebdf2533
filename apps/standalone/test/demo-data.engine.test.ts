import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-data-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const generate = (...args: string[]) => runCommand('demo-data-command', args, { DATA_DIR: folder });
const OPTIONS = ['--count', '800', '--seed', '5', '--now', '2026-05-01'];

describe('npm run demo-data', () => {
  test('writes the same lines to a file, a compressed file and standard output', async () => {
    const plain = join(folder, 'demo.ndjson');
    const compressed = join(folder, 'demo.ndjson.gz');
    expect((await generate(...OPTIONS, '--out', plain)).stderr).toMatch(/^800 executions in \d+ lines/);
    expect((await generate(...OPTIONS, '--out', compressed)).code).toBe(0);
    const { stdout } = await generate(...OPTIONS);
    expect(stdout).toBe(readFileSync(plain, 'utf8'));
    expect(stdout).toBe(gunzipSync(readFileSync(compressed)).toString());
  });

  test('writes what the import takes', async () => {
    const out = join(folder, 'demo.ndjson');
    await generate(...OPTIONS, '--out', out);
    const { stdout } = await runCommand('import-command', [out], { DATA_DIR: join(folder, 'data') });
    expect(stdout).toMatch(/^800 added, 0 replaced, \d+ unchanged, 0 refused/);
  });

  test.each([
    [['--help'], 0, /--count N/],
    [['--count', '0'], 2, /--count must be a whole number from 1, not '0'/],
    [['--seed', 'x'], 2, /--seed must be a whole number from 0, not 'x'/],
    [['--now', 'soon'], 2, /--now must be an ISO-8601 time/],
    [['file'], 2, /'file' is not expected; name the file with --out/],
    [['--out', '/nowhere/at/all'], 1, /no such file or directory/],
  ])('%j', async (args, code, message) => {
    const ended = await generate(...args);
    expect(ended.code).toBe(code);
    expect(ended.stdout + ended.stderr).toMatch(message);
    expect(ended.stderr).not.toContain('    at ');
  });
});
