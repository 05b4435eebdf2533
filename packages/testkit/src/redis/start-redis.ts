import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../config.ts';
import { freePort } from '../free-port.ts';
import type { Server } from '../server.ts';
import { spawnServer } from '../spawn-server.ts';
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

/** Ends the server when this process is gone, however it ended: the guard's input closes then. */
const GUARD =
  'exec 3<&0; "$@" & child=$!; trap "kill $child" TERM INT; (cat <&3 >/dev/null; kill $child) & wait $child; wait $child';

/** How to start a Redis. */
export interface RedisOptions {
  /** A port that was used before, to start a stopped server again where its clients look for it. */
  readonly port?: number;
  /** A folder that keeps the data between starts; a temporary one when not given. */
  readonly folder?: string;
}

/** Starts a Redis as production should run it: nothing is evicted, every write is logged. */
export async function startRedis({ port: wanted, folder: kept }: RedisOptions = {}): Promise<Server> {
  const { command, env, origin } = await redisBinary();
  const port = wanted ?? (await freePort());
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'achilles-redis-')));
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'yes',
    'maxmemory-policy': 'noeviction',
  };
  const { stop } = await spawnServer({
    name: 'Redis',
    command: 'sh',
    args: [
      '-c',
      GUARD,
      'redis',
      command,
      ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ],
    env: { ...environment, ...env },
    isReady: async () => {
      if (!(await ask(port, 'PING')).startsWith('+PONG')) throw new Error('Redis is loading');
    },
  });
  const pid = Number(/process_id:(\d+)/.exec(await ask(port, 'INFO server'))?.[1]);
  return {
    url: `redis://127.0.0.1:${port}`,
    pid,
    description: `Redis at redis://127.0.0.1:${port} (${origin})`,
    async stop() {
      await stop();
      if (kept === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
