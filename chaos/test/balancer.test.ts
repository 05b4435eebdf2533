import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { type Balancer, startBalancer } from '../servers/balancer.ts';

const servers: Server[] = [];
let balancer: Balancer;
afterEach(async () => {
  await balancer.close();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function start(says: string): Promise<string> {
  const server = createServer((_, response) => response.end(says)).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

const ask = async () => (await fetch(balancer.url, { headers: { connection: 'close' } })).text();

test('connections go to servers by turns, and past one that refuses them', async () => {
  const urls = [await start('first'), await start('second')];
  balancer = await startBalancer(urls);
  expect([await ask(), await ask(), await ask()]).toEqual(['first', 'second', 'first']);
  servers[0]?.close().closeAllConnections();
  expect([await ask(), await ask(), await ask()]).toEqual(['second', 'second', 'second']);
  servers[1]?.close().closeAllConnections();
  await expect(ask()).rejects.toThrow('fetch failed');
});
