import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredExecution } from '@achilles/types';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';
import type { Move, MoveCheckpoint, MoveWork } from '../src/ports/result-archive.ts';
import type { Store } from '../src/ports/store.ts';
import { openStore } from '../src/stores/open-store.ts';
import { row } from '../testing/store-contract/contract-row.ts';

const BEFORE = Date.parse('2026-05-01T00:00:00Z');
const archiving = (job = 'j1', before = BEFORE): Move => ({
  scope: EVERY_ORGANIZATION,
  job,
  direction: 'archive',
  rows: { kind: 'before', before },
});
const restoring = (archivedBy = 'j1', job = 'j2'): Move => ({
  scope: EVERY_ORGANIZATION,
  job,
  direction: 'restore',
  rows: { kind: 'job', job: archivedBy },
});
const work = (more: Partial<MoveWork> = {}): MoveWork => ({
  permit: async () => undefined,
  save: async () => undefined,
  ...more,
});

let folder: string;
let file: string;
let store: Store;
const open = () => openStore({ kind: 'duckdb', file });
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'duckdb-moves-'));
  file = join(folder, 'data.duckdb');
  store = await open();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the file holds, read past the store, which is closed for it. */
async function tables(): Promise<{ live: string[]; archived: string[]; jobs: string[] }> {
  await store.close();
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const texts = async (sql: string) =>
    (await connection.runAndReadAll(sql)).getRowsJS().map(([text]) => String(text));
  const live = await texts(`SELECT "index" || '/' || id || ' ' || source FROM executions ORDER BY 1`);
  const archived = await texts(
    `SELECT "index" || '/' || id || ' ' || source FROM archived_executions ORDER BY 1`,
  );
  const jobs = await texts('SELECT job FROM archived_executions ORDER BY 1');
  connection.closeSync();
  instance.closeSync();
  store = await open();
  return { live, archived, jobs };
}

const text = ({ index, id, source }: StoredExecution) => `${index}/${id} ${JSON.stringify(source)}`;
const many = (count: number, time = 1_000) =>
  Array.from({ length: count }, (_, i) => row(`r${String(i).padStart(6, '0')}`, { time: time + i }));

describe('archiving on DuckDB', () => {
  test('moves the rows before a time, and tells of them by index', async () => {
    const old = [row('x', { index: 'achilles-results-a' }), row('x', { index: 'achilles-results-b' })];
    const fresh = row('y', { time: BEFORE });
    await store.writer.write([...old, fresh]);
    expect(await store.archive.count(archiving())).toEqual([
      { index: 'achilles-results-a', rows: 1 },
      { index: 'achilles-results-b', rows: 1 },
    ]);
    const saved: MoveCheckpoint[] = [];
    const counts = await store.archive.move(
      archiving(),
      work({ save: async (checkpoint) => void saved.push(checkpoint) }),
    );
    const bytes = old.map(({ source }) => Buffer.byteLength(JSON.stringify(source)));
    expect(counts).toEqual({
      moved: 2,
      skipped: 0,
      conflicts: 0,
      bytes: (bytes[0] ?? 0) + (bytes[1] ?? 0),
      perIndex: [
        { index: 'achilles-results-a', rows: 1, bytes: bytes[0] },
        { index: 'achilles-results-b', rows: 1, bytes: bytes[1] },
      ],
      errors: [],
    });
    expect(saved.at(-1)?.counts).toEqual(counts);
    expect(await store.archive.count(archiving())).toEqual([]);
    expect(await store.archive.move(archiving('again'), work())).toMatchObject({ moved: 0 });
    expect(await tables()).toEqual({
      live: [text(fresh)],
      archived: old.map(text).sort(),
      jobs: ['j1', 'j1'],
    });
  });

  test('moves groups by their keys, and nothing else of their times', async () => {
    const time = 1_777_000_000_000;
    const rows = [
      row('s', { time, uuid: 'u', host: 'h' }),
      row('other-host', { time, uuid: 'u', host: 'h2' }),
      row('b1', { time, bundle: 'b', host: 'h' }),
      row('b2', { time, bundle: 'b', host: 'h', uuid: 'w' }),
    ];
    await store.writer.write(rows);
    const move: Move = {
      scope: EVERY_ORGANIZATION,
      job: 'j1',
      direction: 'archive',
      rows: { kind: 'groups', keys: [`standalone::u::h::${time}`, `bundle::b::h::${time}`] },
    };
    expect(await store.archive.count(move)).toEqual([{ index: 'achilles-results-a', rows: 3 }]);
    expect(await store.archive.move(move, work())).toMatchObject({ moved: 3 });
    expect((await tables()).live).toEqual([text(rows[1] as StoredExecution)]);
  });

  test('moves only what its scope may see', async () => {
    await store.writer.write([row('x', { org: 'o1' }), row('y', { org: 'o2' })]);
    const move: Move = { ...archiving(), scope: { kind: 'organization', org: 'o2' } };
    expect(await store.archive.move(move, work())).toMatchObject({ moved: 1 });
    expect((await tables()).archived).toEqual([text(row('y', { org: 'o2' }))]);
  });

  test('replaces an older version in the archive', async () => {
    await store.writer.write([row('x', { code: 101 })]);
    await store.archive.move(archiving('first'), work());
    await store.writer.write([row('x', { code: 126 })]);
    await store.archive.move(archiving('second'), work());
    expect(await tables()).toEqual({
      live: [],
      archived: [text(row('x', { code: 126 }))],
      jobs: ['second'],
    });
  });

  test('leaves rows that arrive meanwhile, and takes the newest version of those that change', async () => {
    await store.writer.write(many(12_000));
    const late = row('late', { time: 11_500 });
    const changed = row('r011999', { time: 12_999, code: 126 });
    const out = row('r011998', { time: BEFORE });
    let batches = 0;
    const counts = await store.archive.move(
      archiving(),
      work({
        onProgress: async () => {
          if (batches++ === 0) await store.writer.write([late, changed, out]);
        },
      }),
    );
    expect(batches).toBe(3);
    expect(counts.moved).toBe(11_999);
    const { live, archived } = await tables();
    expect(live).toEqual([text(late), text(out)]);
    expect(archived).toContain(text(changed));
    expect(archived).toHaveLength(11_999);
  });

  test('without the right to write moves nothing more, and every row is in one place', async () => {
    await store.writer.write(many(12_000));
    let asked = 0;
    const lost = work({
      permit: async () => {
        if (++asked === 2) throw new RangeError('the job is lost');
      },
    });
    await expect(store.archive.move(archiving(), lost)).rejects.toThrow(RangeError);
    const { live, archived } = await tables();
    expect([live.length, archived.length]).toEqual([7_000, 5_000]);
    expect(new Set([...live, ...archived]).size).toBe(12_000);
  });

  test('goes on with true counts where the last checkpoint was not saved', async () => {
    await store.writer.write(many(12_000));
    let saved: MoveCheckpoint | undefined;
    let saves = 0;
    const dying = work({
      save: async (checkpoint) => {
        if (++saves === 2) throw new RangeError('the process is gone');
        saved = checkpoint;
      },
    });
    await expect(store.archive.move(archiving(), dying)).rejects.toThrow(RangeError);
    expect(saved?.counts.moved).toBe(5_000);
    await store.close();
    store = await open();
    const counts = await store.archive.move(archiving(), work({ resumeFrom: saved }));
    expect(counts).toMatchObject({ moved: 12_000, perIndex: [{ rows: 12_000 }] });
    const { live, archived } = await tables();
    expect([live.length, archived.length]).toEqual([0, 12_000]);
  });

  test('that was done and saved tells the same when it is run again', async () => {
    await store.writer.write(many(10));
    let saved: MoveCheckpoint | undefined;
    const counts = await store.archive.move(
      archiving(),
      work({
        save: async (checkpoint) => {
          saved = checkpoint;
        },
      }),
    );
    expect(await store.archive.move(archiving(), work({ resumeFrom: saved }))).toEqual(counts);
  });

  test('stops after the batch under way, and is completed by running it again', async () => {
    await store.writer.write(many(12_000));
    const stop = new AbortController();
    const first = await store.archive.move(
      archiving(),
      work({ signal: stop.signal, onProgress: async () => stop.abort() }),
    );
    expect(first.moved).toBe(5_000);
    expect(await store.archive.move(archiving(), work())).toMatchObject({ moved: 12_000 });
  });

  test('writes and reads go on in between', async () => {
    await store.writer.write(many(40_000));
    const seen: number[] = [];
    await store.archive.move(
      archiving(),
      work({
        onProgress: async () => {
          await store.writer.write([row(`new-${seen.length}`, { time: BEFORE + seen.length })]);
          seen.push(await store.writer.count());
        },
      }),
    );
    expect(seen).toEqual([35_001, 30_002, 25_003, 20_004, 15_005, 10_006, 5_007, 8]);
    expect((await tables()).archived).toHaveLength(40_000);
  });

  test('keeps to the most rows in a second', async () => {
    await store.writer.write(many(300));
    const begun = performance.now();
    expect(await store.archive.move(archiving(), work({ rowsPerSecond: 100 }))).toMatchObject({ moved: 300 });
    expect(performance.now() - begun).toBeGreaterThan(2_500);
  });
});

describe('restoring on DuckDB', () => {
  test('brings back what a job archived, every byte of it', async () => {
    const rows = [row('x'), row('y', { index: 'achilles-results-b' })];
    await store.writer.write(rows);
    await store.archive.move(archiving(), work());
    await store.writer.write([row('z')]);
    await store.archive.move(archiving('other'), work());
    expect(await store.archive.count(restoring())).toEqual([
      { index: 'achilles-results-a', rows: 1 },
      { index: 'achilles-results-b', rows: 1 },
    ]);
    expect(await store.archive.move(restoring(), work())).toMatchObject({ moved: 2, skipped: 0 });
    expect(await tables()).toEqual({
      live: rows.map(text).sort(),
      archived: [text(row('z'))],
      jobs: ['other'],
    });
  });

  test('brings back a window, both ends included', async () => {
    await store.writer.write([1, 2, 3, 4].map((time) => row(`t${time}`, { time })));
    await store.archive.move(archiving(), work());
    const window: Move = {
      scope: EVERY_ORGANIZATION,
      job: 'j2',
      direction: 'restore',
      rows: { kind: 'window', from: 2, to: 3 },
    };
    expect(await store.archive.move(window, work())).toMatchObject({ moved: 2 });
    expect((await tables()).live).toEqual([2, 3].map((time) => text(row(`t${time}`, { time }))));
  });

  test('leaves a row that is live in another version, and an equal one is in one place again', async () => {
    await store.writer.write([row('equal'), row('newer', { code: 101 })]);
    await store.archive.move(archiving(), work());
    await store.writer.write([row('equal'), row('newer', { code: 126 })]);
    expect(await store.archive.count(restoring())).toEqual([{ index: 'achilles-results-a', rows: 1 }]);
    expect(await store.archive.move(restoring(), work())).toMatchObject({
      moved: 1,
      skipped: 1,
      errors: [
        { index: 'achilles-results-a', id: 'newer', reason: expect.stringContaining('another version') },
      ],
    });
    expect(await tables()).toMatchObject({
      live: [text(row('equal')), text(row('newer', { code: 126 }))],
      archived: [text(row('newer', { code: 101 }))],
    });
  });
});

describe('indices on DuckDB', () => {
  const names = async () => {
    const states = await store.indices.list(() => true);
    return states.map(({ name, docsCount }) => `${name} ${docsCount}`).sort();
  };

  test('are created once, and are listed while they are empty', async () => {
    const permit = async () => undefined;
    expect(await store.indexAdmin.create('achilles-results-new', permit)).toBe(true);
    expect(await store.indexAdmin.create('achilles-results-new', permit)).toBe(false);
    await store.writer.write([row('x')]);
    expect(await store.indexAdmin.create('achilles-results-a', permit)).toBe(false);
    expect(await names()).toEqual(['achilles-results-a 1', 'achilles-results-new 0']);
  });

  test('that were emptied stay until they are dropped; the archive is listed under its name', async () => {
    await store.writer.write([row('x'), row('y', { index: 'achilles-results-b' })]);
    await store.archive.move(archiving(), work());
    expect(await names()).toEqual([
      'achilles-results-a 0',
      'achilles-results-b 0',
      'archived-achilles-results 2',
    ]);
    await store.writer.write([row('z', { index: 'achilles-results-b' })]);
    const asked = ['achilles-results-a', 'achilles-results-b', 'achilles-results-none'];
    expect(await store.archive.dropEmpty(asked, 'job-1', async () => undefined)).toEqual([
      'achilles-results-a',
    ]);
    expect(await names()).toEqual(['achilles-results-b 1', 'archived-achilles-results 2']);
  });

  test('are refused a move where the read pattern names no archive', async () => {
    const other = await openStore({ kind: 'duckdb', file: ':memory:', indices: { pattern: 'a-*-b' } });
    await expect(other.archive.move(archiving(), work())).rejects.toThrow(/names no archive/);
    await other.close();
  });
});

test('a file of before rows were moved is opened as it is', async () => {
  await store.writer.write([row('x')]);
  await store.close();
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const table of ['archived_executions', 'indices', 'move_counts'])
    await connection.run(`DROP TABLE ${table}`);
  connection.closeSync();
  instance.closeSync();
  store = await open();
  expect(await store.archive.move(archiving(), work())).toMatchObject({ moved: 1 });
});
