import type { RowIdentity, StoredExecution } from '@achilles/types';
import type { IndexSettings } from '../indices/index-settings.ts';
import type { ResultWriter } from '../ports/result-writer.ts';
import { DocumentReader, type Outcome, type Refusal } from './document-reader.ts';
import { splitLines } from './split-lines.ts';

/** What became of the documents of an import. */
export interface ImportCounts {
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** The outcome of an import: every document is counted once; the first refusals are listed. */
export interface ImportResult extends ImportCounts {
  readonly refusals: readonly Refusal[];
}

/** How far an import is: everything up to and with this line of the input is stored or refused, and counted. */
export interface ImportCheckpoint extends ImportResult {
  readonly line: number;
}

/** What is imported, where to, and what is told on the way. */
export interface ImportOptions {
  readonly settings: IndexSettings;
  readonly writer: ResultWriter;
  readonly onProgress?: (counts: ImportCounts) => void;
  /** Ends the import after the batch that is being stored; what was read beyond it is left. */
  readonly signal?: AbortSignal;
  /** Goes on after a checkpoint of an earlier import of the same input. */
  readonly resumeFrom?: ImportCheckpoint;
  /** Told after each stored batch, before the next one is stored; what it throws ends the import. */
  readonly onCheckpoint?: (checkpoint: ImportCheckpoint) => Promise<void>;
}

/** How many refusals are listed (CONTRACT section 5). */
export const LISTED_REFUSALS = 1_000;
/** Large enough that matching a batch against what is stored costs little per row. */
const BATCH_DOCUMENTS = 20_000;

const BEGINNING: ImportCheckpoint = {
  line: 0,
  added: 0,
  replaced: 0,
  unchanged: 0,
  refused: 0,
  refusals: [],
};

const identityOf = ({ index, id }: RowIdentity): string => JSON.stringify([index, id]);

/** What was read since the batch before it. */
class Batch {
  readonly rows: StoredExecution[] = [];
  /** The line of each row, by its identity. */
  readonly #lines = new Map<string, number>();
  readonly refusals: Refusal[] = [];
  refused = 0;

  take(outcomes: readonly Outcome[], line: number): void {
    for (const outcome of outcomes) {
      if ('row' in outcome) {
        this.rows.push(outcome.row);
        this.#lines.set(identityOf(outcome.row), line);
      } else if (++this.refused <= LISTED_REFUSALS) this.refusals.push(outcome.refusal);
    }
  }

  lineOf(row: RowIdentity): number {
    return this.#lines.get(identityOf(row)) ?? 0;
  }

  get isFull(): boolean {
    return this.rows.length + this.refused >= BATCH_DOCUMENTS;
  }
}

/** Stores batches, one while the next one is read. */
class Import {
  readonly #options: ImportOptions;
  #done: ImportCheckpoint;
  #storing: Promise<void> = Promise.resolve();

  constructor(options: ImportOptions) {
    this.#options = options;
    this.#done = options.resumeFrom ?? BEGINNING;
  }

  /** Begins to store a batch, which ends with a line, once the one before it is stored. */
  async store(batch: Batch, line: number): Promise<void> {
    await this.#storing;
    this.#storing = this.#write(batch, line);
    // Whoever waits for the batch meets its failure; until then it is not an unhandled one.
    this.#storing.catch(() => undefined);
  }

  /** What is stored and counted once nothing is under way. */
  async result(): Promise<ImportResult> {
    await this.#storing;
    const { line: _, ...result } = this.#done;
    return result;
  }

  async #write(batch: Batch, line: number): Promise<void> {
    const { rows } = batch;
    const { added, replaced, refused: unfit = [] } = await this.#options.writer.write(rows);
    const refused = batch.refused + unfit.length;
    const refusals = [
      ...batch.refusals,
      ...unfit.map((row) => ({ line: batch.lineOf(row), reason: row.reason })),
    ].sort((a, b) => a.line - b.line);
    const before = this.#done;
    this.#done = {
      line,
      added: before.added + added,
      replaced: before.replaced + replaced,
      // A document that the same batch holds again in another version counts as one that changed nothing.
      unchanged: before.unchanged + rows.length - added - replaced - unfit.length,
      refused: before.refused + refused,
      refusals: [...before.refusals, ...refusals].slice(0, LISTED_REFUSALS),
    };
    await this.#options.onCheckpoint?.(this.#done);
    this.#options.onProgress?.(this.#done);
  }
}

/**
 * Stores the executions of an NDJSON stream (CONTRACT section 5). Every batch may be repeated, so that an import that
 * stopped half-way is completed by running it again, from its last checkpoint or from the beginning.
 * @returns what was stored; of a part of the input when the signal has fired
 * @throws StoreError, or what the input throws
 */
export async function importExecutions(
  input: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportResult> {
  const documents = new DocumentReader(options.settings);
  const work = new Import(options);
  const from = options.resumeFrom?.line ?? 0;
  let batch = new Batch();
  let last = from;
  for await (const lines of splitLines(input)) {
    for (const line of lines) {
      if (line.number <= from) continue;
      batch.take(documents.read(line), line.number);
      last = line.number;
      // A batch that ended between the two lines of a pair could not be gone on from.
      if (!batch.isFull || documents.isWithinPair) continue;
      await work.store(batch, last);
      batch = new Batch();
    }
    if (options.signal?.aborted) return work.result();
  }
  batch.take(documents.end(), last);
  await work.store(batch, last);
  return work.result();
}
