import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readExecution, type StoredExecution } from '@achilles/types';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../src/stores/open-store.ts';
import { storeContract } from '../testing/store-contract.ts';

storeContract('DuckDB in memory', () => openStore({ kind: 'duckdb', file: ':memory:' }));

const SOURCE = {
  routing: { event_time: 1_777_543_200_000, hostname: 'zero \u0000 lone \ud800 end' },
  event: { ERROR: 101 },
  f0rtika: { test_uuid: "it's", test_name: '$1; DROP TABLE executions; --', techniques: ['a,b', ''] },
};

function row(id: string): StoredExecution {
  const { execution } = readExecution(SOURCE);
  if (execution === null) throw new Error('the row of a test must be counted');
  return { index: 'achilles-results-a', id, source: SOURCE, execution };
}

describe('the DuckDB file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'duckdb-store-'));
    file = join(folder, 'deep', 'data.duckdb');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const open = () => openStore({ kind: 'duckdb', file });

  test('is made with its folder and keeps its rows', async () => {
    const first = await open();
    await first.writer.write([row('x'), row("y'); --")]);
    await first.close();
    const second = await open();
    expect(await second.writer.count()).toBe(2);
    expect(await second.writer.write([row('x'), row("y'); --")])).toMatchObject({ unchanged: 2 });
    await second.close();
  });

  test('is refused with its holder while another process has it', async () => {
    const holder = await open();
    const script = `
      import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../src/stores/open-store.ts'))};
      try { await openStore({ kind: 'duckdb', file: ${JSON.stringify(file)} }); }
      catch (error) { console.log(error.failure, error.message); }`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    await holder.close();
    expect(stdout).toContain(`unavailable ${file} is in use by process ${process.pid}; stop that one`);
  });

  test('is refused in words where no folder can be made', async () => {
    writeFileSync(join(folder, 'plain'), '');
    const places = ['plain/data.duckdb', ...(process.platform === 'linux' ? ['/proc/none/data.duckdb'] : [])];
    for (const place of places) {
      const opening = openStore({ kind: 'duckdb', file: resolve(folder, place) });
      await expect(opening, place).rejects.toThrow(/can't be written; check its owner and permissions/);
    }
  });

  test('is refused in words when it is damaged, and left as it is', async () => {
    await (await open()).close();
    const damaged = readFileSync(file).fill(0x5a, 0, 4_096);
    writeFileSync(file, damaged);
    await expect(open()).rejects.toThrow(
      /can't be opened as a data file \(damaged.*restore it from a backup/,
    );
    expect(readFileSync(file).equals(damaged)).toBe(true);
  });

  test('is refused when another version laid it out', async () => {
    await (await open()).close();
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    await connection.run('UPDATE layout SET version = 999');
    connection.closeSync();
    instance.closeSync();
    await expect(open()).rejects.toThrow(/has data layout 999/);
  });

  test('survives the end of its process without a close', async () => {
    const script = `
      import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../src/stores/open-store.ts'))};
      const store = await openStore({ kind: 'duckdb', file: ${JSON.stringify(file)} });
      const source = ${JSON.stringify({ ...SOURCE, routing: { event_time: 0 } })};
      const { readExecution } = await import('@achilles/types');
      await store.writer.write([{ index: 'i', id: 'x', source, execution: readExecution(source).execution }]);
      process.kill(process.pid, 'SIGKILL');`;
    const cwd = join(import.meta.dirname, '..');
    const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd });
    expect(signal).toBe('SIGKILL');
    const store = await open();
    expect(await store.writer.count()).toBe(1);
    await store.close();
  });
});
