import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { environment } from '../src/config.ts';
import { until } from '../src/until.ts';
import { isAlive } from './is-alive.ts';

const SCRIPT = join(import.meta.dirname, 'fixtures/start-servers.ts');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'servers-end-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['SIGKILL', ['--elasticsearch']],
  ['SIGKILL', []],
  ['SIGTERM', []],
  ['SIGINT', []],
] as const)(
  'servers and their data go when the run that started them ends by %s, also a paused one %s',
  async (signal, args) => {
    const run = spawn(process.execPath, [SCRIPT, ...args], {
      env: { ...environment, TMPDIR: folder },
      detached: true,
    });
    let said = '';
    run.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const [line] = (await Promise.race([
      once(run.stdout, 'data'),
      once(run, 'exit').then(() => Promise.reject(new Error(said))),
    ])) as [Buffer];
    const pids = JSON.parse(line.toString()) as number[];
    expect(pids).toHaveLength(1 + args.length);
    expect(pids.filter(isAlive)).toEqual(pids);
    expect(readdirSync(folder)).toHaveLength(pids.length);
    // The whole group, as a terminal does with Ctrl-C.
    process.kill(-(run.pid ?? 0), signal);
    await until(async () => expect(pids.filter(isAlive)).toEqual([]), 10_000);
    await until(async () => expect(readdirSync(folder)).toEqual([]), 10_000);
  },
);
