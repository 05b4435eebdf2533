import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../config.ts';
import { freePort } from '../free-port.ts';
import type { LocalServer } from '../server.ts';
import { spawnServer } from '../spawn-server.ts';
import { seconds, type Tell } from '../tell.ts';
import { redisBinary } from './redis-binary.ts';

/** Sends one inline command and returns what came back within the first packet. */
function ask(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.setTimeout(2_000, () => socket.destroy(new Error(`no answer to ${command}`)));
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.end();
      resolve(data.toString());
    });
  });
}

/** How to start a Redis. */
export interface RedisOptions {
  /** A port that was used before, to start a stopped server again where its clients look for it. */
  readonly port?: number;
  /** A folder that keeps the data between starts; a temporary one when not given. */
  readonly folder?: string;
  /** Is told what takes long. */
  readonly tell?: Tell;
}

/**
 * Starts a Redis as production should run it: nothing is evicted, every write is logged.
 * @throws when no redis-server can be had or it does not start
 */
export async function startRedis(options: RedisOptions = {}): Promise<LocalServer> {
  const { port = await freePort(), folder: kept, tell } = options;
  const { command, env, origin } = await redisBinary(tell);
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'achilles-redis-')));
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'yes',
    'maxmemory-policy': 'noeviction',
  };
  const redis = await spawnServer({
    name: 'Redis',
    command,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    env: { ...environment, ...env },
    temporaryFolder: kept === undefined ? folder : undefined,
    isReady: async () => {
      if (!(await ask(port, 'PING')).startsWith('+PONG')) throw new Error('Redis is loading');
    },
  });
  const version = /redis_version:(\S+)/.exec(await ask(port, 'INFO server'))?.[1] ?? '';
  const url = `redis://127.0.0.1:${port}`;
  return {
    ...redis,
    name: `Redis ${version}`,
    url,
    description: `Redis ${version} at ${url} (${origin}), started in ${seconds(redis.milliseconds)}`,
    async stop() {
      await redis.stop();
      if (kept === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
