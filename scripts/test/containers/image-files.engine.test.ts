import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type {} from '../provided-context.ts';
import { dockerfileStages, valuesOf } from './dockerfile.ts';
import { fillImageFolder } from './image-files.ts';

const ROOT = join(import.meta.dirname, '../../..');
const stages = dockerfileStages(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
const HEALTHY_MS = 20_000;
const isRoot = process.getuid?.() === 0;
/** A user who owns nothing of the files, as in the image; where tests have no right to become one, they are protected. */
const someone = isRoot ? { uid: 1000, gid: 1000 } : {};

let folder: string;
const app = () => join(folder, 'app');
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'image-'));
  mkdirSync(app());
  fillImageFolder(app());
  mkdirSync(join(folder, 'tmp'), { mode: 0o777 });
  for (const path of [folder, join(folder, 'tmp')]) chmodSync(path, 0o777);
  spawnSync('chmod', ['-R', 'a+rX,a-w', app()]);
});
afterAll(() => {
  spawnSync('chmod', ['-R', 'u+w', folder]);
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The words of an instruction in its JSON form. */
const words = (value: string): string[] => JSON.parse(value.slice(value.indexOf('['))) as string[];

/** A target is run once its process exists. */
const TARGETS = ['api', 'worker'].filter((name) => existsSync(join(ROOT, `apps/${name}/src/main.ts`)));

test.each(TARGETS)(
  'the files of the image suffice: the %s lives, is found healthy by its own check and stops',
  async (target) => {
    const port = String(await freePort());
    const env = {
      PATH: join(process.execPath, '..'),
      NODE_ENV: 'production',
      TMPDIR: join(folder, 'tmp'),
      DATA_DIR: join(folder, 'tmp'),
      AUTH_MODE: 'none',
      PORT: port,
      HEALTH_PORT: port,
      ELASTICSEARCH_NODE: inject('elasticsearch')[0]?.url ?? '',
      REDIS_URL: inject('redisUrl'),
    };
    const [command = '', ...args] = words(valuesOf(stages, target, 'CMD').at(-1) ?? '');
    const running = spawn(command, args, { cwd: app(), env, ...someone });
    let said = '';
    for (const stream of [running.stdout, running.stderr])
      stream.on('data', (chunk) => {
        said += chunk;
      });
    const ended = once(running, 'close') as Promise<[number | null]>;
    const [probe = '', ...probeArgs] = words(valuesOf(stages, target, 'HEALTHCHECK').at(-1) ?? '');
    const isHealthy = () => spawnSync(probe, probeArgs, { cwd: app(), env, ...someone }).status === 0;
    const end = performance.now() + HEALTHY_MS;
    try {
      while (!isHealthy() && running.exitCode === null && performance.now() < end) await sleep(200);
      expect(isHealthy(), said).toBe(true);
    } finally {
      running.kill('SIGTERM');
    }
    expect(await ended, said).toEqual([0, null]);
  },
);
