import { demoLines } from '@achilles/demo-data';
import { type IndexSettings, importExecutions, type ResultWriter } from '@achilles/query-core';
import type { Tell } from '@achilles/testkit';

/** Always the same rows, whenever the bench runs: they end at this instant. */
export const ROWS_UNTIL = Date.UTC(2026, 3, 23, 14);
const SEED = 1;
const PIECE_LENGTH = 256 * 1024;
const TELL_EVERY = 100_000;

/** Generated executions as NDJSON without an index, so that each goes to the write index of its time. */
function* demoPieces(count: number): Generator<Buffer> {
  let text = '';
  for (const { _id, _source } of demoLines({ count, seed: SEED, now: ROWS_UNTIL })) {
    text += `${JSON.stringify({ _id, _source })}\n`;
    if (text.length < PIECE_LENGTH) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

export interface LoadOptions {
  readonly rows: number;
  readonly writer: ResultWriter;
  readonly indices: IndexSettings;
  /** Where they go to, for people. */
  readonly into: string;
  readonly signal: AbortSignal;
  readonly tell: Tell;
}

/** What was loaded: rows that are there now, documents that were written for it, and how many of those a second. */
export interface Loaded {
  readonly rows: number;
  readonly documents: number;
  readonly perSecond: number;
}

async function* asStream(pieces: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* pieces;
}

/** Loads generated rows the way an import does. @throws when a row was refused or is missing */
export async function loadRows({ rows, writer, indices, into, signal, tell }: LoadOptions): Promise<Loaded> {
  const started = performance.now();
  let told = 0;
  const result = await importExecutions(asStream(demoPieces(rows)), {
    settings: indices,
    writer,
    signal,
    onProgress: ({ added }) => {
      if (added - told < TELL_EVERY) return;
      told = added;
      tell(`loading ${into}: ${added.toLocaleString('en')} of ${rows.toLocaleString('en')} rows`);
    },
  });
  signal.throwIfAborted();
  const seconds = (performance.now() - started) / 1_000;
  if (result.refused > 0 || result.added !== rows)
    throw new Error(`${into} holds ${result.added} of ${rows} rows, ${result.refused} were refused`);
  const documents = result.added + result.replaced + result.unchanged;
  const perSecond = Math.round(documents / seconds);
  tell(
    `loaded ${into}: ${rows.toLocaleString('en')} rows in ${seconds.toFixed(0)} s, ${perSecond.toLocaleString('en')} documents/s`,
  );
  return { rows, documents, perSecond };
}
