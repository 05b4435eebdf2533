import type { TestElasticsearch } from '@achilles/testkit';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Store } from '../src/ports/store.ts';
import { RESULTS_MAPPING } from '../src/stores/elasticsearch/indices/results-mapping.ts';
import { openStore } from '../src/stores/open-store.ts';
import { compareAnswers } from '../testing/differential/compare-world.ts';
import { loadWorld } from '../testing/differential/load-world.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { documentOf } from '../testing/elasticsearch/rows.ts';
import type { World } from '../testing/worlds/world.ts';

const [server] = inject('elasticsearch') as readonly [TestElasticsearch];

const HOSTS = 12_000;
const TESTS_OF_HOST = 6;
const TESTS = 600;
const CODES = [101, 105, 126, 127, 0, 101, 4];
const SETUP_MS = 400_000;

/** 72,000 cells of host and test, some of them of two rows, and more hosts than one aggregation lists. */
function wideWorld(index: string): World {
  const documents = [];
  for (let host = 0; host < HOSTS; host++) {
    for (let i = 0; i < TESTS_OF_HOST; i++) {
      const cell = host * TESTS_OF_HOST + i;
      for (let row = 0; row <= Number(cell % 13 === 0); row++) {
        const id = `${cell}-${row}`;
        const source = documentOf({
          id,
          host: `host-${host}`,
          name: `Test ${(cell * 7) % TESTS}`,
          uuid: `uuid-${cell}`,
          code: CODES[cell % CODES.length] ?? 101,
          ...(cell % 5 === 0 && { detected: true }),
        });
        documents.push({ index, id, source });
      }
    }
  }
  return { seed: 1, now: Date.parse('2026-05-01T00:00:00Z'), documents, acceptances: [], organizations: [] };
}

describe('72,000 cells of host and test', () => {
  let sandbox: ElasticsearchSandbox;
  const stores: Record<string, Store> = {};
  let world: World;

  beforeAll(async () => {
    sandbox = new ElasticsearchSandbox(server.url);
    const index = sandbox.named('achilles-results-wide');
    world = wideWorld(index);
    const settings = { number_of_shards: 3, number_of_replicas: 0 };
    await sandbox.client.indices.create({ index, settings, mappings: RESULTS_MAPPING as object });
    stores.Elasticsearch = sandbox.open();
    stores.DuckDB = await openStore({ kind: 'duckdb', file: ':memory:' });
    for (const store of Object.values(stores)) await loadWorld(store, world);
  }, SETUP_MS);
  afterAll(async () => {
    await Promise.all(Object.values(stores).map((store) => store.close()));
    await sandbox.close();
  });

  const someTests = Array.from({ length: 40 }, (_, i) => `Test ${i}`).join();
  test.each([
    // More cells than one search may answer, and then fewer.
    'host-test-matrix?limit=65000',
    'host-test-matrix?limit=10',
    `host-test-matrix?limit=65000&tests=${someTests}`,
    'unique-hostnames',
    'unique-tests',
    'available-hostnames',
    'executed-test-uuids',
    'facets?limit=3',
  ])('%s is exact', async (question) => {
    const [path = '', query = ''] = question.split('?');
    const request = { path, query: new URLSearchParams(`from=2026-01-01&to=2027&${query}`) };
    const differences = await compareAnswers(stores, world, request);
    expect(differences.map(({ store }) => store)).toEqual([]);
  });
});
