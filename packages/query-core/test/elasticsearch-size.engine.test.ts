import {
  type ElasticsearchCluster,
  startElasticsearchCluster,
  type TestElasticsearch,
} from '@achilles/testkit';
import { readExecution, type StoredExecution } from '@achilles/types';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Store } from '../src/ports/store.ts';
import { RESULTS_MAPPING } from '../src/stores/elasticsearch/indices/results-mapping.ts';
import { openStore } from '../src/stores/open-store.ts';
import { compareAnswers } from '../testing/differential/compare-world.ts';
import { askAll } from '../testing/elasticsearch/ask.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { documentOf, rowOf } from '../testing/elasticsearch/rows.ts';
import type { World } from '../testing/worlds/world.ts';

const [server] = inject('elasticsearch') as readonly [TestElasticsearch];

const DAY = 86_400_000;
const DAYS = 90;
const BUNDLES = 40;
const HOSTS = 300;
const NAMES = 1_500;
const CODES = [101, 105, 126, 127, 101, 0, 101];
const INDICES_AT_ONCE = 8;
const SETUP_MS = 400_000;
const START = Date.parse('2026-02-01T00:00:00Z');

/**
 * 12,000 pairs of bundle and host with three stages each, and 1,500 test names, spread over 90 days; one run in five
 * stands in two indices.
 */
function largeWorld(named: (index: string) => string): World {
  const documents = [];
  for (let pair = 0; pair < BUNDLES * HOSTS; pair++) {
    const bundle = `bundle-${pair % BUNDLES}`;
    const host = `host-${Math.floor(pair / BUNDLES)}`;
    const day = pair % DAYS;
    for (let stage = 0; stage < 3; stage++) {
      const code = CODES[(pair * 7 + stage * (1 + (pair % 5))) % CODES.length] ?? 101;
      const fields = {
        id: `run-${pair}-${stage}`,
        time: START + day * DAY + (pair % 24) * 3_600_000,
        host,
        bundle,
        name: `Stage ${(pair * 3 + stage) % NAMES}`,
        uuid: `${bundle}::${stage}`,
        code,
        ...(pair % 11 === 0 && { detected: true }),
        ...(pair % 3 === 0 && { org: 'o2' }),
      };
      const elsewhere = stage === 2 && pair % 5 === 0 ? 1 : 0;
      const date = new Date(START + ((day + elsewhere) % DAYS) * DAY).toISOString().slice(0, 10);
      const index = named(`achilles-results-${date.replaceAll('-', '.')}`);
      documents.push({ index, id: fields.id, source: documentOf(fields) });
    }
  }
  return { seed: 1, now: START + DAYS * DAY, documents, acceptances: [], organizations: [] };
}

function storedRows({ documents }: World): StoredExecution[] {
  return documents.flatMap(({ index, id, source }) => {
    const { execution } = readExecution(source);
    return execution === null ? [] : [{ index, id, source, execution }];
  });
}

describe('12,000 pairs of bundle and host, 1,500 test names, 90 daily indices of 5 shards', () => {
  let sandbox: ElasticsearchSandbox;
  const stores: Record<string, Store> = {};
  let world: World;

  beforeAll(async () => {
    sandbox = new ElasticsearchSandbox(server.url);
    world = largeWorld((index) => sandbox.named(index));
    const settings = { number_of_shards: 5, number_of_replicas: 0 };
    const mappings = RESULTS_MAPPING as object;
    const indices = [...new Set(world.documents.map((document) => document.index))].values();
    const makeNext = async () => {
      for (const index of indices) await sandbox.client.indices.create({ index, settings, mappings });
    };
    await Promise.all(Array.from({ length: INDICES_AT_ONCE }, makeNext));
    stores.Elasticsearch = sandbox.open();
    stores.DuckDB = await openStore({ kind: 'duckdb', file: ':memory:' });
    for (const store of Object.values(stores)) await store.writer.write(storedRows(world));
  }, SETUP_MS);
  afterAll(async () => {
    await Promise.all(Object.values(stores).map((store) => store.close()));
    await sandbox.close();
  });

  const questions = [
    ...['all-stages', 'any-stage', 'per-stage'].map((mode) => `defense-score?scoringMode=${mode}`),
    ...['all-stages', 'any-stage'].map((mode) => `defense-score/trend?scoringMode=${mode}&interval=week`),
    ...['by-test', 'by-hostname', 'by-org', 'by-category'].map((by) => `defense-score/${by}`),
    'defense-score/by-test?limit=10000',
    'defense-score/by-hostname?limit=10000&hostnames=host-1,host-2',
    'error-rate',
    'error-rate/trend',
    'test-coverage',
    'results-by-error-type',
    'facets',
  ];
  test.each(questions)('%s is exact', async (question) => {
    const [path = '', query = ''] = question.split('?');
    const request = { path, query: new URLSearchParams(`from=2026-01-01&to=2027&${query}`) };
    const differences = await compareAnswers(stores, world, request);
    expect(differences.map(({ store, answer }) => ({ store, answer }))).toEqual([]);
  });
});

describe('a cluster of three nodes', () => {
  let cluster: ElasticsearchCluster;
  let sandbox: ElasticsearchSandbox;
  let store: Store;

  beforeAll(async () => {
    cluster = await startElasticsearchCluster({ nodes: 3 });
    sandbox = new ElasticsearchSandbox(cluster.nodes[0]?.url ?? '');
    store = sandbox.open();
    await sandbox.client.indices.create({
      index: sandbox.named('achilles-results-a'),
      settings: { number_of_shards: 5, number_of_replicas: 0 },
      mappings: RESULTS_MAPPING as object,
    });
    const rows = Array.from({ length: 500 }, (_, i) =>
      rowOf({ id: `r${i}`, host: `h${i}`, ...(i % 2 === 0 && { bundle: `b${i % 50}` }) }),
    );
    await store.writer.write(rows);
  });
  afterAll(async () => {
    await store.close();
    await cluster.stop();
  });

  test('that allows few buckets in one answer still answers exactly', async () => {
    const persistent = { 'search.max_buckets': 200 };
    await sandbox.client.cluster.putSettings({ persistent });
    expect(await askAll(store, 'defense-score')).toMatchObject({ totalExecutions: 500 });
    expect(await askAll(store, 'defense-score/by-hostname')).toHaveLength(500);
    expect(await askAll(store, 'defense-score/by-test')).toMatchObject([{ count: 500, testUuids: 1 }]);
    expect(await askAll(store, 'host-test-matrix')).toHaveLength(500);
    expect(await askAll(store, 'facets')).toMatchObject({
      tests: ['Test'],
      errorCodes: [{ value: '101', label: '101 (Unprotected)', count: 500 }],
    });
    expect(await askAll(store, 'executions/paginated', 'grouped=true&sortField=hostname')).toMatchObject({
      pagination: { totalGroups: 500, totalDocuments: 500 },
    });
    await sandbox.client.cluster.putSettings({ persistent: { 'search.max_buckets': null } });
  });

  test('that has lost one shard of five tells so, and gives no smaller number', async () => {
    expect(await askAll(store, 'defense-score')).toMatchObject({ totalExecutions: 500 });
    await cluster.nodes[2]?.kill();
    for (const question of ['defense-score', 'defense-score/by-hostname', 'error-rate']) {
      await expect(askAll(store, question), question).rejects.toMatchObject({
        name: 'StoreError',
        failure: 'unavailable',
      });
    }
  });
});
