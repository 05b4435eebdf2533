import { afterEach, beforeEach, expect, test } from 'vitest';
import { importExecutions } from '../src/ingest/import-executions.ts';
import type { Store } from '../src/ports/store.ts';
import { openStore } from '../src/stores/open-store.ts';

const settings = {
  pattern: 'achilles-results-*',
  writePrefix: 'achilles-results',
  rollover: 'monthly',
} as const;
let store: Store;
beforeEach(async () => {
  store = await openStore({ kind: 'duckdb', file: ':memory:' });
});
afterEach(() => store.close());

const document = (i: number) =>
  JSON.stringify({
    _id: `id-${i}`,
    _source: {
      routing: { event_time: 1_777_000_000_000 + i },
      event: { ERROR: 101 },
      f0rtika: { test_uuid: 'u', test_name: 'n' },
    },
  });

async function* bytes(count: number, alsoAt: Record<number, string> = {}): AsyncGenerator<Buffer> {
  for (let i = 0; i < count; i++) yield Buffer.from(`${alsoAt[i] ?? document(i)}\n`);
}

test('many batches are stored whole; a repeat changes nothing', async () => {
  const seen: number[] = [];
  const onProgress = ({ added }: { added: number }) => seen.push(added);
  const first = await importExecutions(bytes(45_000), { settings, writer: store.writer, onProgress });
  expect(first).toEqual({ added: 45_000, replaced: 0, unchanged: 0, refused: 0, refusals: [] });
  expect(seen.length).toBeGreaterThan(1);
  const again = await importExecutions(bytes(45_000), { settings, writer: store.writer });
  expect(again).toMatchObject({ added: 0, replaced: 0, unchanged: 45_000 });
  expect(await store.writer.count()).toBe(45_000);
});

test('the first 1,000 refusals are listed, all are counted, the other lines are stored', async () => {
  const broken = Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [i * 2, '{']));
  const result = await importExecutions(bytes(4_000, broken), { settings, writer: store.writer });
  expect(result).toMatchObject({ added: 2_500, refused: 1_500 });
  expect(result.refusals).toHaveLength(1_000);
  expect(result.refusals[1]).toEqual({ line: 3, reason: 'is not valid JSON' });
});

test('an input that breaks off is an error, and what it gave before may be imported again', async () => {
  const broken = (async function* () {
    yield* bytes(30_000);
    throw new Error('unexpected end of file');
  })();
  await expect(importExecutions(broken, { settings, writer: store.writer })).rejects.toThrow(
    'unexpected end of file',
  );
  const result = await importExecutions(bytes(30_000), { settings, writer: store.writer });
  expect(result.added + result.unchanged).toBe(30_000);
  expect(await store.writer.count()).toBe(30_000);
});

test('a store that fails ends the import with its error', async () => {
  const writer = {
    ...store.writer,
    write: () => Promise.reject(new Error('the disk is full')),
    count: async () => 0,
  };
  await expect(importExecutions(bytes(50_000), { settings, writer })).rejects.toThrow('the disk is full');
});
