import type { TestElasticsearch } from '@achilles/testkit';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ownIndices } from '../src/indices/own-indices.ts';
import type { Store } from '../src/ports/store.ts';
import { RESULTS_MAPPING } from '../src/stores/elasticsearch/indices/results-mapping.ts';
import { openStore } from '../src/stores/open-store.ts';
import { compareAnswers } from '../testing/differential/compare-world.ts';
import { loadWorld } from '../testing/differential/load-world.ts';
import { askAll } from '../testing/elasticsearch/ask.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { documentOf, rowOf } from '../testing/elasticsearch/rows.ts';
import type { RawDocument, World } from '../testing/worlds/world.ts';

const servers: readonly TestElasticsearch[] = inject('elasticsearch');
const SETUP_MS = 120_000;
const HOSTS = 4_000;
const TESTS = 50;
const CODES = [101, 105, 126, 127];
/** Longer than any value that Lucene indexes. */
const LONG = 'x'.repeat(40_000);

type Acceptance = World['acceptances'][number];

const acceptance = (id: string, fields: object): Acceptance => ({
  ...{ acceptance_id: id, status: 'active', org_id: 'o1', test_name: 'Test 0', ...fields },
});

const LONG_RECORDS = ['test_name', 'org_id', 'control_id', 'hostname'].map((field) =>
  acceptance(`long-${field}`, { [field]: LONG }),
);

/** One test is accepted on each host; every fifth host ran it, and one that is accepted elsewhere, alone and in a bundle. */
function manyHosts(): World {
  const documents = Array.from({ length: HOSTS / 5 }, (_, i): RawDocument[] => {
    const host = i * 5;
    return [host, host + 1].flatMap((number, place) =>
      [undefined, `bundle ${i % 7}`].map((bundle) => {
        const id = `${host}-${place}-${bundle}`;
        const source = documentOf({
          id,
          host: `host-${host}`,
          name: `Test ${number % TESTS}`,
          org: i % 11 === 0 ? 'o2' : 'o1',
          code: CODES[(i + place) % CODES.length] ?? 101,
          ...(bundle !== undefined && { bundle }),
        });
        return { index: 'achilles-results-a', id, source };
      }),
    );
  }).flat();
  const acceptances = Array.from({ length: HOSTS }, (_, i) =>
    acceptance(`a${i}`, { test_name: `Test ${i % TESTS}`, hostname: `host-${i}` }),
  );
  const now = Date.parse('2026-05-01T12:00:00Z');
  return { seed: 1, now, documents, acceptances: [...acceptances, ...LONG_RECORDS], organizations: [] };
}

/** Writes records all at once, as many as there are. */
async function accept(
  { client, settings }: ElasticsearchSandbox,
  records: readonly Acceptance[],
): Promise<void> {
  const { acceptances: index } = ownIndices(settings);
  const operations = records.flatMap((record) => [{ index: { _index: index } }, record]);
  const { errors } = await client.bulk({ operations, refresh: true });
  if (errors) throw new Error('the records of a test must be stored');
}

describe('a test accepted on each of 4,000 hosts', () => {
  const sandboxes = servers.map(({ url }) => new ElasticsearchSandbox(url));
  const stores: { [name: string]: Store } = {};
  const worlds: { [name: string]: World } = {};

  beforeAll(async () => {
    const world = manyHosts();
    for (const [i, { name }] of servers.entries()) {
      const sandbox = sandboxes[i] as ElasticsearchSandbox;
      const store = sandbox.open();
      await loadWorld(store, { ...world, acceptances: [] });
      await accept(sandbox, world.acceptances);
      stores[name] = store;
      worlds[name] = sandbox.ownWorld(world);
    }
    stores.DuckDB = await openStore({ kind: 'duckdb', file: ':memory:' });
    worlds.DuckDB = world;
    await loadWorld(stores.DuckDB, world);
  }, SETUP_MS);
  afterAll(async () => {
    for (const store of Object.values(stores)) await store.close();
    for (const sandbox of sandboxes) await sandbox.close();
  });

  test.each([
    'defense-score?',
    'defense-score?scoringMode=per-stage',
    'defense-score?scoringMode=any-stage',
    'defense-score/by-test?limit=40',
    'defense-score/by-org?',
    'defense-score/trend?interval=day',
  ])('%s is exact', async (question) => {
    const [path = '', query = ''] = question.split('?');
    const request = { path, query: new URLSearchParams(`from=2026-04-01&to=2026-05-02&${query}`) };
    for (const [name, store] of Object.entries(stores))
      expect(await compareAnswers({ [name]: store }, worlds[name] as World, request)).toEqual([]);
  });

  test('keeps covered rows out of the score', async () => {
    // 800 hosts ran it, twice each; 73 of them belong to another organization.
    for (const store of Object.values(stores))
      expect(await askAll(store, 'defense-score')).toMatchObject({ riskAcceptedRows: 2 * (800 - 73) });
  });
});

describe.each(servers)('acceptances on $name', ({ url }) => {
  let sandbox: ElasticsearchSandbox;
  let store: Store;
  beforeAll(async () => {
    sandbox = new ElasticsearchSandbox(url);
    store = sandbox.open();
    await store.writer.write([rowOf({ id: 'x' })]);
  });
  afterAll(async () => {
    await store.close();
    await sandbox.close();
  });

  test('of nothing but values that are too long to be indexed cover nothing', async () => {
    await accept(sandbox, LONG_RECORDS);
    expect(await askAll(store, 'defense-score')).toMatchObject({ totalExecutions: 1, riskAcceptedRows: 0 });
  });

  test('of a value that an index did not keep are refused, however long it is', async () => {
    const other = new ElasticsearchSandbox(url);
    const index = other.named('achilles-results-short');
    const properties = structuredClone(RESULTS_MAPPING.properties) as Record<
      string,
      { properties: Record<string, unknown> }
    >;
    Object.assign(properties.routing?.properties ?? {}, {
      hostname: { type: 'keyword', ignore_above: 256 },
    });
    const mappings = { dynamic: false, properties };
    await other.client.indices.create({ index, mappings: mappings as object });
    await other.client.index({ index, document: documentOf({ id: 'x', host: LONG }), refresh: true });
    await accept(other, LONG_RECORDS);
    const opened = other.open();
    const asked = askAll(opened, 'defense-score', 'scoringMode=per-stage');
    await expect(asked).rejects.toThrow(
      /routing\.hostname.* is looked for and that their index did not keep/,
    );
    await opened.close();
    await other.close();
  });

  test('of many hosts for some tests, and of many tests for some hosts, are one search', async () => {
    const other = new ElasticsearchSandbox(url);
    const opened = other.open();
    await opened.writer.write(['h7', 'h8'].map((host) => rowOf({ id: host, host, name: 'Test 7' })));
    const records = Array.from({ length: 6_000 }, (_, i) => [
      acceptance(`a${i}`, { test_name: `Test ${i % 10}`, hostname: `h${i}` }),
      acceptance(`b${i}`, { test_name: `Other ${i}`, hostname: `host ${i % 10}` }),
    ]).flat();
    await accept(other, records);
    expect(await askAll(opened, 'defense-score')).toMatchObject({ totalExecutions: 1, riskAcceptedRows: 1 });
    await opened.close();
    await other.close();
  });

  test('that are too many for one search are refused with what to do', async () => {
    const records = Array.from({ length: 12_000 }, (_, i) =>
      acceptance(`a${i}`, { test_name: `Test ${i}`, hostname: `host-${i}`, control_id: `control-${i}` }),
    );
    await accept(sandbox, records);
    const refused = expect(askAll(store, 'defense-score')).rejects;
    await refused.toMatchObject({
      failure: 'unreadable',
      message: expect.stringMatching(/revoke acceptances/),
    });
  });
});
