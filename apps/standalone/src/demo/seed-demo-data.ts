import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DemoOptions, demoBytes } from '@achilles/demo-data';
import { type IndexSettings, importExecutions, type Store } from '@achilles/query-core';
import { z } from 'zod';
import { progressBar } from '../progress-bar.ts';

const SEED = 1;

/** Says that generated executions are on their way in, so that a start after an interrupted one completes them. */
const Unfinished = z.object({ count: z.int().positive(), seed: z.int(), now: z.int() });

async function unfinishedIn(file: string): Promise<DemoOptions | null> {
  try {
    return Unfinished.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

async function* bytesWithProgress(options: DemoOptions): AsyncGenerator<Uint8Array> {
  const bar = progressBar('generating demo data', options.count);
  let lines = 0;
  for (const piece of demoBytes(options)) {
    yield piece.bytes;
    lines += piece.lines;
    bar.update(
      Math.min(lines, options.count),
      `${Math.min(lines, options.count).toLocaleString('en')} executions`,
    );
  }
  bar.stop();
}

/** What demo data are made of, and where they go. */
export interface SeedOptions {
  readonly store: Store;
  readonly dataDir: string;
  readonly indices: IndexSettings;
  /** How many executions an empty store gets; 0 for none. */
  readonly count: number;
  readonly now: number;
  readonly signal: AbortSignal;
}

/** Gives an empty store its generated executions; resolves to how many were asked for, 0 when it needs none. */
export async function seedDemoData({
  store,
  dataDir,
  indices,
  count,
  now,
  signal,
}: SeedOptions): Promise<number> {
  if (count === 0) return 0;
  const marker = join(dataDir, 'demo-data.unfinished.json');
  const unfinished = await unfinishedIn(marker);
  if (unfinished === null && (await store.writer.count()) > 0) return 0;
  const options = unfinished ?? { count, seed: SEED, now };
  await writeFile(marker, JSON.stringify(options));
  await importExecutions(bytesWithProgress(options), { settings: indices, writer: store.writer, signal });
  if (!signal.aborted) await rm(marker);
  return options.count;
}
