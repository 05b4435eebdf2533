import { faultProxy, type TestElasticsearch } from '@achilles/testkit';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { archiveIndices } from '../src/indices/archive-patterns.ts';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';
import type { Store } from '../src/ports/store.ts';
import { RESULTS_MAPPING } from '../src/stores/elasticsearch/indices/results-mapping.ts';
import { archivedListsContract } from '../testing/archived-lists-contract.ts';
import { askPage } from '../testing/differential/ask-store.ts';
import { askAll } from '../testing/elasticsearch/ask.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { loadRawWorld } from '../testing/elasticsearch/load-raw-world.ts';
import { archivedId, writeArchive } from '../testing/elasticsearch/write-archive.ts';
import { SharedInMemory } from '../testing/shared-in-memory.ts';
import { archiveFixture } from '../testing/worlds/archive-fixture.ts';
import { createRng } from '../testing/worlds/rng.ts';
import type { RawDocument, World } from '../testing/worlds/world.ts';

const servers: readonly TestElasticsearch[] = inject('elasticsearch');
const MINUTE = 60_000;
const START = Date.parse('2026-04-01T00:00:00Z');
/** Each of two that follow one another: more than 2.5 seconds in all. */
const TOO_SLOW_MS = 1_300;
const OPENS = /_pit$/;
/** How long a restore leaves a row in the archive after it is live. */
const LEFT_IN_BOTH_MS = 3_000;

const documentOf = (index: string, id: string, time: number, host = 'h'): RawDocument => ({
  index,
  id,
  source: {
    'routing.event_time': time,
    'routing.hostname': host,
    'f0rtika.test_uuid': 'u',
    'f0rtika.test_name': 'Test',
  },
});

const many = (index: string, from: number, until: number): RawDocument[] =>
  Array.from({ length: until - from }, (_, i) =>
    documentOf(index, `r${from + i}`, START + (from + i) * MINUTE),
  );

async function store({ client }: ElasticsearchSandbox, documents: readonly RawDocument[]): Promise<void> {
  for (const index of new Set(documents.map((document) => document.index)))
    if (!(await client.indices.exists({ index })))
      await client.indices.create({ index, mappings: RESULTS_MAPPING as object });
  const operations = documents.flatMap(({ index, id, source }) => [
    { index: { _index: index, _id: id } },
    source,
  ]);
  const { errors } = await client.bulk({ operations, refresh: true });
  expect(errors).toBe(false);
}

const archiveOf = (sandbox: ElasticsearchSandbox): string => archiveIndices(sandbox.settings)[0] ?? '';

/** How many rows there are, live and archived. */
async function totalOf(opened: Store, query = ''): Promise<number> {
  const body = (await askAll(opened, 'executions/paginated', `include=archived&pageSize=1&${query}`)) as {
    readonly pagination: { readonly totalItems: number };
  };
  return body.pagination.totalItems;
}

describe.each(servers)('lists of archived rows, $description', ({ url }) => {
  describe('the fixture', () => {
    const sandbox = new ElasticsearchSandbox(url);
    const opened: Store = sandbox.open();
    let world: World;
    beforeAll(async () => {
      world = await loadRawWorld(sandbox, sandbox.ownWorld(archiveFixture), createRng(3));
    });
    afterAll(async () => {
      await opened.close();
      await sandbox.close();
    });

    archivedListsContract(
      () => ({ store: opened, world }),
      (id) => id.slice(sandbox.prefix.length + 1),
    );
  });

  describe('', () => {
    let sandbox: ElasticsearchSandbox;
    let opened: Store;
    let live: string;

    async function inSandbox(work: () => Promise<void>): Promise<void> {
      sandbox = new ElasticsearchSandbox(url);
      opened = sandbox.open();
      live = sandbox.named('achilles-results-all');
      try {
        await work();
      } finally {
        await opened.close();
        await sandbox.close();
      }
    }

    test('without an archive there are live rows alone', () =>
      inSandbox(async () => {
        await store(sandbox, many(live, 0, 3));
        expect(await totalOf(opened)).toBe(3);
      }));

    test('without a live row there are archived ones', () =>
      inSandbox(async () => {
        await writeArchive(sandbox.client, archiveOf(sandbox), many(live, 0, 3));
        expect(await totalOf(opened)).toBe(3);
      }));

    test.each([
      ['the archive is the smaller side', 25_000, 10_500],
      ['live rows are the smaller side', 10_500, 25_000],
    ])('rows that are both are found among many, %s', (_, lives, archives) =>
      inSandbox(async () => {
        await store(sandbox, many(live, 0, lives));
        const late = START + 1_000_000 * MINUTE;
        // Three of them were archived at another time than they are live at.
        const both = ['r1', 'r7000', `r${lives - 1}`].map((id) => documentOf(live, id, late, 'older'));
        const archived = [...many(live, 100_000, 100_000 + archives), ...both];
        await writeArchive(sandbox.client, archiveOf(sandbox), archived, 3);
        expect(await totalOf(opened)).toBe(lives + archives);
        expect(await totalOf(opened, 'hostnames=older')).toBe(0);
      }),
    );

    test('another process goes on with a list', () =>
      inSandbox(async () => {
        await store(sandbox, many(live, 0, 20));
        await writeArchive(sandbox.client, archiveOf(sandbox), many(live, 10, 30));
        const shared = new SharedInMemory();
        const [one, other] = [sandbox.open({ shared }), sandbox.open({ shared })];
        const ids = new Set<string>();
        const world: World = { ...archiveFixture, now: Date.parse('2026-05-01T00:00:00Z') };
        const query = new URLSearchParams('from=2026&include=archived&pageSize=7');
        for (let reader = one.reader; ; reader = reader === one.reader ? other.reader : one.reader) {
          const { answer, nextCursor } = await askPage(reader, world, {
            path: 'executions/paginated',
            query,
          });
          if (answer.status !== 200) throw new Error(`a page was refused with ${answer.status}`);
          for (const { id } of (answer.body as { data: { id: string }[] }).data) ids.add(id);
          if (nextCursor === undefined) break;
          query.set('cursor', nextCursor);
        }
        expect(ids.size).toBe(30);
        await Promise.all([one.close(), other.close()]);
      }));

    test('an archive of somebody else is refused in words', () =>
      inSandbox(async () => {
        await store(sandbox, many(live, 0, 1));
        await store(sandbox, [{ ...documentOf(live, 'r', START), index: archiveOf(sandbox) }]);
        await expect(totalOf(opened)).rejects.toMatchObject({
          failure: 'unreadable',
          message: expect.stringContaining('achilles_archive.index'),
        });
      }));

    test('a cluster that opens both sides too slowly is not trusted to show each row', () =>
      inSandbox(async () => {
        await store(sandbox, many(live, 0, 3));
        await writeArchive(sandbox.client, archiveOf(sandbox), many(live, 3, 5));
        const proxy = await faultProxy(url);
        const slow = sandbox.open({ through: proxy.url });
        proxy.meet({ kind: 'delay', milliseconds: TOO_SLOW_MS }, OPENS);
        await expect(totalOf(slow)).rejects.toMatchObject({ failure: 'unavailable' });
        proxy.meet({ kind: 'pass' });
        expect(await totalOf(slow)).toBe(5);
        await slow.close();
        await proxy.stop();
        await expect.poll(() => sandbox.openContexts()).toBe(0);
      }));

    test('while jobs archive and restore rows, each of them is there once', () =>
      inSandbox(async () => {
        await store(sandbox, many(live, 0, 300));
        let isOver = false;
        const seen: number[] = [];
        const read = async () => {
          while (!isOver) seen.push(await totalOf(opened));
        };
        const work = { permit: async () => undefined, save: async () => undefined };
        const of = { scope: EVERY_ORGANIZATION, job: 'job' } as const;
        const archive = (before: number) =>
          opened.archive.move({ ...of, direction: 'archive', rows: { kind: 'before', before } }, work);
        const move = async () => {
          let archived = 0;
          for (let minute = 50; minute <= 300; minute += 50)
            archived += (await archive(START + minute * MINUTE)).moved;
          const rows = { kind: 'job', job: 'job' } as const;
          const { moved } = await opened.archive.move({ ...of, direction: 'restore', rows }, work);
          return [archived, moved];
        };
        const moving = move().finally(() => {
          isOver = true;
        });
        const [moves] = await Promise.all([moving, read(), read()]);
        expect(moves).toEqual([300, 300]);
        expect(new Set(seen)).toEqual(new Set([300]));
        expect(seen.length).toBeGreaterThan(10);
      }));

    test('while rows are moved to the archive and back, each of them is there once', () =>
      inSandbox(async () => {
        const rows = many(live, 0, 200);
        const archive = archiveOf(sandbox);
        await store(sandbox, rows);
        await writeArchive(sandbox.client, archive, []);
        let isOver = false;
        const seen: number[] = [];
        const read = async () => {
          while (!isOver) seen.push(await totalOf(opened));
        };
        const { client } = sandbox;
        const remove = (
          index: string,
          idOf: (document: RawDocument) => string,
          some: readonly RawDocument[],
        ) =>
          client.bulk({
            operations: some.map((row) => ({ delete: { _index: index, _id: idOf(row) } })),
            refresh: true,
          });
        const move = async () => {
          for (let at = 0; at < rows.length; at += 20) {
            const some = rows.slice(at, at + 20);
            const operations = some.flatMap(({ index, id, source }) => [
              { create: { _index: archive, _id: archivedId({ index, id, source }) } },
              { ...source, achilles_archive: { index, id, job: 'job', batch: at, first: true } },
            ]);
            await client.bulk({ operations, refresh: true });
            await remove(live, ({ id }) => id, some);
          }
          await store(sandbox, rows);
          await new Promise((resolve) => setTimeout(resolve, LEFT_IN_BOTH_MS));
          await remove(archive, archivedId, rows);
          isOver = true;
        };
        await Promise.all([move(), read(), read()]);
        expect(new Set(seen)).toEqual(new Set([200]));
        expect(seen.length).toBeGreaterThan(10);
      }));
  });
});
