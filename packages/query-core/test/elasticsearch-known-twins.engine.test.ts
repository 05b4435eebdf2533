import { faultProxy, type TestElasticsearch } from '@achilles/testkit';
import { describe, expect, inject, test } from 'vitest';
import { archiveIndices } from '../src/indices/archive-patterns.ts';
import type { Store } from '../src/ports/store.ts';
import { RESULTS_MAPPING } from '../src/stores/elasticsearch/indices/results-mapping.ts';
import { askPage } from '../testing/differential/ask-store.ts';
import { askAll } from '../testing/elasticsearch/ask.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { archivedId, writeArchive } from '../testing/elasticsearch/write-archive.ts';
import { SharedInMemory } from '../testing/shared-in-memory.ts';
import { archiveFixture } from '../testing/worlds/archive-fixture.ts';
import { createRng } from '../testing/worlds/rng.ts';
import type { RawDocument, World } from '../testing/worlds/world.ts';

const servers: readonly TestElasticsearch[] = inject('elasticsearch');
const START = Date.parse('2026-01-01T00:00:00Z');
const AT_ONCE = 20_000;
/** More than are looked up without asking what has changed. */
const ROWS = 3_000;
const STEPS = 25;

/** Live and archived rows of one index: rows of one host live, of another one archived. */
class TwoSides {
  readonly sandbox: ElasticsearchSandbox;
  readonly live: string;
  readonly archive: string;

  constructor(url: string) {
    this.sandbox = new ElasticsearchSandbox(url);
    this.live = this.sandbox.named('achilles-results-all');
    this.archive = archiveIndices(this.sandbox.settings)[0] ?? '';
  }

  row(number: number, host: string): RawDocument {
    const source = {
      'routing.event_time': START + (number % 100_000) * 1_000,
      'routing.hostname': host,
      'f0rtika.test_uuid': 'u',
      'f0rtika.test_name': 'Test',
    };
    return { index: this.live, id: `r${number}`, source };
  }

  async createLive(): Promise<void> {
    const settings = { number_of_shards: 1, number_of_replicas: 0 };
    await this.sandbox.client.indices.create({
      index: this.live,
      settings,
      mappings: RESULTS_MAPPING as object,
    });
  }

  async create(): Promise<void> {
    await this.createLive();
    await writeArchive(this.sandbox.client, this.archive, []);
  }

  async #bulk(operations: readonly object[]): Promise<void> {
    const { errors } = await this.sandbox.client.bulk({ operations: [...operations], refresh: true });
    expect(errors).toBe(false);
  }

  async write(side: 'live' | 'archive', numbers: readonly number[]): Promise<void> {
    for (let at = 0; at < numbers.length; at += AT_ONCE)
      await this.#bulk(
        numbers.slice(at, at + AT_ONCE).flatMap((number) => {
          const row = this.row(number, side);
          const { index, id, source } = row;
          if (side === 'live') return [{ index: { _index: index, _id: id } }, source];
          const achilles_archive = { index, id, job: 'job', batch: 0, archived_at: 0, first: true };
          return [{ index: { _index: this.archive, _id: archivedId(row) } }, { ...source, achilles_archive }];
        }),
      );
  }

  async remove(side: 'live' | 'archive', numbers: readonly number[]): Promise<void> {
    if (numbers.length === 0) return;
    await this.#bulk(
      numbers.map((number) => {
        const row = this.row(number, side);
        const [index, id] = side === 'live' ? [row.index, row.id] : [this.archive, archivedId(row)];
        return { delete: { _index: index, _id: id } };
      }),
    );
  }
}

const range = (from: number, until: number, step = 1): number[] =>
  Array.from({ length: Math.ceil((until - from) / step) }, (_, i) => from + i * step);

/** How many rows there are, and how many of them in their archived version. */
async function countsOf(store: Store): Promise<[rows: number, archived: number]> {
  const totalOf = async (query: string) => {
    const body = await askAll(store, 'executions/paginated', `include=archived&pageSize=1${query}`);
    return (body as { readonly pagination: { readonly totalItems: number } }).pagination.totalItems;
  };
  return [await totalOf(''), await totalOf('&hostnames=archive')];
}

describe.each(servers)('what is remembered of rows that are on both sides, $description', ({ url }) => {
  async function withSides(work: (sides: TwoSides) => Promise<void>): Promise<void> {
    const sides = new TwoSides(url);
    try {
      await work(sides);
    } finally {
      await sides.sandbox.close();
    }
  }

  test('rows that are written and deleted on both sides between questions', () =>
    withSides(async (sides) => {
      await sides.create();
      const rng = createRng(20_261_125);
      const here = { live: new Set(range(0, ROWS)), archive: new Set(range(ROWS - 50, 2 * ROWS)) };
      await sides.write('live', [...here.live]);
      await sides.write('archive', [...here.archive]);
      const [store, other] = [sides.sandbox.open(), sides.sandbox.open()];
      for (let step = 0; step < STEPS; step++) {
        const wanted = [here.live.union(here.archive).size, here.archive.difference(here.live).size];
        expect(await countsOf(store), `step ${step}`).toEqual(wanted);
        if (rng.chance(0.3)) expect(await countsOf(other), `step ${step}, another process`).toEqual(wanted);
        for (const side of ['live', 'archive'] as const) {
          const written = rng.sample(range(0, 3 * ROWS), rng.pick([0, 1, 40]));
          const removed = rng.sample([...here[side]], rng.pick([0, 1, 40, 400]));
          await sides.write(side, written);
          await sides.remove(side, removed);
          here[side] = here[side].union(new Set(written)).difference(new Set(removed));
        }
      }
      await Promise.all([store.close(), other.close()]);
    }));

  test('an index that is made anew under its name, with as many rows', () =>
    withSides(async (sides) => {
      await sides.create();
      await sides.write('live', range(0, ROWS));
      await sides.write('archive', range(ROWS, 2 * ROWS + 500));
      const store = sides.sandbox.open();
      for (let times = 0; times < 2; times++)
        expect(await countsOf(store)).toEqual([2 * ROWS + 500, ROWS + 500]);
      await sides.sandbox.client.indices.delete({ index: sides.live });
      await sides.createLive();
      await sides.write('live', range(ROWS, 2 * ROWS));
      for (let times = 0; times < 3; times++) expect(await countsOf(store)).toEqual([ROWS + 500, 500]);
      await store.close();
    }));

  test('a question after another one reads what has changed alone', () =>
    withSides(async (sides) => {
      await sides.create();
      await sides.write('live', range(0, 35_000));
      await sides.write('archive', range(35_000, 75_000));
      const proxy = await faultProxy(url);
      const store = sides.sandbox.open({ through: proxy.url });
      const searches = async () => {
        proxy.forget();
        const counts = await countsOf(store);
        return { counts, searches: proxy.count(/_search$/) };
      };
      const first = await searches();
      const second = await searches();
      // Four pages of ids that are looked up.
      expect(second.searches).toBeLessThanOrEqual(first.searches - 8);
      await sides.write('live', [70_000]);
      const third = await searches();
      expect(third.counts).toEqual([75_000, 39_999]);
      expect(third.searches).toBeLessThanOrEqual(second.searches + 6);
      await store.close();
      await proxy.stop();
    }));

  test('credentials that may not ask which indices there are', () =>
    withSides(async (sides) => {
      await sides.create();
      await sides.write('live', range(0, ROWS));
      await sides.write('archive', range(1_000, 2 * ROWS));
      const proxy = await faultProxy(url);
      proxy.meet({ kind: 'forbid' }, /_settings$/);
      const store = sides.sandbox.open({ through: proxy.url });
      for (let times = 0; times < 2; times++) expect(await countsOf(store)).toEqual([2 * ROWS, ROWS]);
      await store.close();
      await proxy.stop();
    }));

  test('another process goes on with a list of many that are on both sides', () =>
    withSides(async (sides) => {
      await sides.create();
      await sides.write('live', range(0, 2 * ROWS, 2));
      await sides.write('archive', range(0, 2 * ROWS));
      const shared = new SharedInMemory();
      const [one, other] = [sides.sandbox.open({ shared }), sides.sandbox.open({ shared })];
      const world: World = { ...archiveFixture, now: Date.parse('2026-05-01T00:00:00Z') };
      const query = new URLSearchParams('from=2026&include=archived&pageSize=1000');
      const ids: string[] = [];
      for (let reader = one.reader; ; reader = reader === one.reader ? other.reader : one.reader) {
        const { answer, nextCursor } = await askPage(reader, world, { path: 'executions/paginated', query });
        if (answer.status !== 200) throw new Error(`a page was refused with ${answer.status}`);
        for (const { id } of (answer.body as { data: { id: string }[] }).data) ids.push(id);
        if (nextCursor === undefined) break;
        query.set('cursor', nextCursor);
      }
      expect([ids.length, new Set(ids).size]).toEqual([2 * ROWS, 2 * ROWS]);
      await Promise.all([one.close(), other.close()]);
    }));

  test('more than 100,000 rows that are on both sides', () =>
    withSides(async (sides) => {
      await sides.create();
      const both = 100_500;
      await sides.write('live', range(0, both));
      await sides.write('archive', [...range(0, both, 3), ...range(1, both, 3), ...range(2, both + 300, 3)]);
      const store = sides.sandbox.open();
      for (let times = 0; times < 2; times++) expect(await countsOf(store)).toEqual([both + 100, 100]);
      await store.close();
    }));
});
