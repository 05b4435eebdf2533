import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ElasticsearchCluster, startElasticsearchCluster, until } from '../src/index.ts';
import { isAlive } from './is-alive.ts';

let cluster: ElasticsearchCluster;
beforeAll(async () => {
  cluster = await startElasticsearchCluster({ nodes: 3 });
});
afterAll(async () => {
  const pids = cluster.nodes.map(({ pid }) => pid);
  await cluster.stop();
  expect(pids.filter(isAlive)).toEqual([]);
});

const nodeAt = (place: number) => {
  const node = cluster.nodes[place];
  if (node === undefined) throw new Error(`there is no node ${place}`);
  return node;
};

async function ask(place: number, path: string, method = 'GET', body?: object) {
  const response = await fetch(nodeAt(place).url + path, {
    method,
    signal: AbortSignal.timeout(5_000),
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Record<string, unknown>;
}

const health = (place: number) => ask(place, '/_cluster/health');

test('three nodes are one green cluster that keeps a copy of everything', async () => {
  await ask(0, '/kept', 'PUT', { settings: { number_of_replicas: 1 } });
  expect(await ask(1, '/kept/_doc/1', 'PUT', { a: 1 })).toMatchObject({ result: 'created' });
  await cluster.green();
  expect(await health(2)).toMatchObject({ status: 'green', number_of_nodes: 3 });
});

test('each node may be killed, missed by nobody, and started again with its data where it was', async () => {
  for (const place of [0, 1, 2]) {
    const node = nodeAt(place);
    const { pid, url } = node;
    await node.kill();
    expect(isAlive(pid)).toBe(false);
    await expect(cluster.green(0)).rejects.toThrow();
    const other = (place + 1) % 3;
    await until(
      async () => expect(await ask(other, '/kept/_doc/1')).toMatchObject({ found: true, _source: { a: 1 } }),
      20_000,
    );
    expect(await ask(other, `/kept/_doc/while-${place}-was-away`, 'PUT', {})).toMatchObject({
      result: 'created',
    });
    await node.restart();
    expect(node).toMatchObject({ url });
    expect(node.pid).not.toBe(pid);
    await cluster.green();
    expect(await ask(place, `/kept/_doc/while-${place}-was-away`)).toMatchObject({ found: true });
  }
});

test('a paused node holds what it is asked until it is resumed', async () => {
  const node = nodeAt(2);
  node.pause();
  await expect(health(2)).rejects.toThrow('timeout');
  node.resume();
  await cluster.green();
  expect(await health(2)).toMatchObject({ number_of_nodes: 3 });
});
