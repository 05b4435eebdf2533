import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestElasticsearch } from '@achilles/testkit';
import { afterAll, describe, expect, inject, test } from 'vitest';
import type { Store } from '../src/ports/store.ts';
import { openStore } from '../src/stores/open-store.ts';
import { type Comparison, compareStores } from '../testing/differential/compare-world.ts';
import { loadWorld } from '../testing/differential/load-world.ts';
import { writeDuckDbArchive } from '../testing/duckdb/write-duckdb-archive.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { loadRawWorld } from '../testing/elasticsearch/load-raw-world.ts';
import { randomWorld } from '../testing/worlds/random-world.ts';
import { createRng } from '../testing/worlds/rng.ts';
import type { World } from '../testing/worlds/world.ts';
import { writeTestReport } from '../testing/write-test-report.ts';
import { differentialSeeds } from './config.ts';

const REQUESTS = 40;
const WORLDS_IN_A_TEST = 5;
/** Random cases prove little where all sides are empty. */
const LEAST_NON_EMPTY = 0.6;

const { first, worlds, duckdbWorlds } = differentialSeeds();
const servers: readonly TestElasticsearch[] = inject('elasticsearch');

interface Found {
  cases: number;
  nonEmpty: number;
  walks: number;
  differences: number;
}
const nothing = (): Found => ({ cases: 0, nonEmpty: 0, walks: 0, differences: 0 });

const batches = (start: number, count: number) =>
  Array.from({ length: Math.ceil(count / WORLDS_IN_A_TEST) }, (_, i) => {
    const from = start + i * WORLDS_IN_A_TEST;
    return { from, until: Math.min(from + WORLDS_IN_A_TEST, start + count) };
  });

function add(found: Found, { cases, nonEmpty, walks, differences }: Comparison) {
  found.cases += cases;
  found.nonEmpty += nonEmpty;
  found.walks += walks;
  found.differences += differences.length;
  expect(differences).toEqual([]);
}

/** Tells how many cases agreed, and that most of them said something. */
function report(found: Found, sides: string, seeds: string): void {
  test('most answers say something', () => {
    expect(found.nonEmpty / found.cases).toBeGreaterThan(LEAST_NON_EMPTY);
  });

  afterAll(() => {
    const share = Math.round((found.nonEmpty / found.cases) * 100);
    writeTestReport(
      `differential-${sides.replaceAll(/\W+/g, '-')}`,
      `${sides}: ${found.cases} random cases, ${seeds}, ${share} % with a non-empty answer, ${found.walks} lists read to their end, ${found.differences} differences`,
    );
  });
}

const folder = mkdtempSync(join(tmpdir(), 'differential-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

/** An embedded store with the archived rows of a world. */
async function openDuckDb({ archived = [] }: World): Promise<Store> {
  const file = join(folder, `${files++}.duckdb`);
  await writeDuckDbArchive(file, archived);
  return openStore({ kind: 'duckdb', file });
}

describe(`random questions over random worlds, DIFFERENTIAL_SEED=${first}`, () => {
  describe.each(servers)('$description, DuckDB and the oracle agree', ({ url, description }) => {
    const found = nothing();
    test.each(batches(first, worlds))('from world $from on', async ({ from, until }) => {
      for (let seed = from; seed < until; seed++) {
        const elasticsearch = new ElasticsearchSandbox(url);
        const given = elasticsearch.ownWorld(randomWorld(seed));
        const world = await loadRawWorld(elasticsearch, given, createRng(seed));
        const stores = { DuckDB: await openDuckDb(world), Elasticsearch: elasticsearch.open() };
        await loadWorld(stores.DuckDB, world);
        const comparison = await compareStores(stores, world, REQUESTS);
        await Promise.all(Object.values(stores).map((store) => store.close()));
        await elasticsearch.close();
        add(found, comparison);
      }
    });
    const release = /Elasticsearch [\d.]+/.exec(description)?.[0] ?? 'Elasticsearch';
    report(
      found,
      `${release} = DuckDB = oracle`,
      `${worlds} worlds, seeds ${first} to ${first + worlds - 1}`,
    );
  });

  describe('DuckDB agrees with the oracle', () => {
    const found = nothing();
    const start = first + worlds;
    test.each(batches(start, duckdbWorlds))('from world $from on', async ({ from, until }) => {
      for (let seed = from; seed < until; seed++) {
        const world = randomWorld(seed);
        const store = await openDuckDb(world);
        await loadWorld(store, world);
        const comparison = await compareStores({ store }, world, REQUESTS);
        await store.close();
        add(found, comparison);
      }
    });
    report(found, 'DuckDB = oracle', `${duckdbWorlds} worlds, seeds ${start} to ${start + duckdbWorlds - 1}`);
  });
});
