import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ImportCheckpoint, importExecutions } from '../src/ingest/import-executions.ts';
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

test('an import goes on after any of its checkpoints as if it had never stopped', async () => {
  const text = (async function* () {
    for (let i = 0; i < 50_000; i++) {
      // Pairs, refused lines, blank ones and a pair whose second line is missing.
      if (i % 7 === 0) yield Buffer.from(`{"index":{"_id":"pair-${i}"}}\n${document(i)}\n`);
      else if (i % 11 === 0) yield Buffer.from('{\n\n');
      else if (i % 13 === 0) yield Buffer.from('{"index":{}}\n{"index":{}}\n');
      else yield Buffer.from(`${document(i)}\n`);
    }
  })();
  const pieces: Buffer[] = [];
  for await (const piece of text) pieces.push(piece);
  const input = Buffer.concat(pieces);
  const again = async function* () {
    for (let at = 0; at < input.length; at += 65_536) yield input.subarray(at, at + 65_536);
  };
  const checkpoints: ImportCheckpoint[] = [];
  const onCheckpoint = async (checkpoint: ImportCheckpoint) => void checkpoints.push(checkpoint);
  const uninterrupted = await importExecutions(again(), { settings, writer: store.writer, onCheckpoint });
  expect(checkpoints.length).toBeGreaterThan(2);
  expect(uninterrupted.refused).toBeGreaterThan(1_000);
  const rows = await store.writer.count();
  for (const checkpoint of checkpoints) {
    const fresh = await openStore({ kind: 'duckdb', file: ':memory:' });
    const stop = new AbortController();
    const first = await importExecutions(again(), {
      settings,
      writer: fresh.writer,
      signal: stop.signal,
      onCheckpoint: async ({ line }) => {
        if (line === checkpoint.line) stop.abort();
      },
    });
    const { line: _, ...counted } = checkpoint;
    // The batch that was begun meanwhile is stored too.
    if (checkpoint !== checkpoints.at(-1)) expect(first.added).toBeGreaterThanOrEqual(counted.added);
    const last = await importExecutions(again(), {
      settings,
      writer: fresh.writer,
      resumeFrom: JSON.parse(JSON.stringify(checkpoint)) as ImportCheckpoint,
    });
    expect({ ...last, added: last.added + last.unchanged, unchanged: 0 }).toEqual({
      ...uninterrupted,
      added: uninterrupted.added + uninterrupted.unchanged,
      unchanged: 0,
    });
    expect(await fresh.writer.count()).toBe(rows);
    await fresh.close();
  }
});
