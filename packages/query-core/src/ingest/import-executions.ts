import type { StoredExecution } from '@achilles/types';
import type { IndexSettings } from '../indices/index-settings.ts';
import type { ResultWriter } from '../ports/result-writer.ts';
import { DocumentReader, type Outcome, type Refusal } from './read-documents.ts';
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

export interface ImportOptions {
  readonly settings: IndexSettings;
  readonly writer: ResultWriter;
  readonly onProgress?: (counts: ImportCounts) => void;
  /** Ends the import after the batch under way. */
  readonly signal?: AbortSignal;
}

/** How many refusals are listed (CONTRACT section 5). */
export const LISTED_REFUSALS = 1_000;
/** Large enough that matching a batch against what is stored costs little per row. */
const BATCH_ROWS = 20_000;

/** Collects the outcome of an import and stores its rows, one batch while the next one is read. */
class Import {
  readonly #options: ImportOptions;
  readonly #refusals: Refusal[] = [];
  readonly #counts = { added: 0, replaced: 0, unchanged: 0, refused: 0 };
  #batch: StoredExecution[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(options: ImportOptions) {
    this.#options = options;
  }

  take(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      if ('row' in outcome) this.#batch.push(outcome.row);
      else {
        this.#counts.refused++;
        if (this.#refusals.length < LISTED_REFUSALS) this.#refusals.push(outcome.refusal);
      }
    }
  }

  /** Begins to store a full batch once the one before it is stored. */
  async storeFullBatch(): Promise<void> {
    if (this.#batch.length >= BATCH_ROWS) await this.#storeBatch();
  }

  async finish(): Promise<ImportResult> {
    await this.#storeBatch();
    await this.#writing;
    return { ...this.#counts, refusals: this.#refusals };
  }

  async #storeBatch(): Promise<void> {
    await this.#writing;
    const rows = this.#batch;
    this.#batch = [];
    this.#writing = this.#write(rows);
    // Whoever waits for the batch meets its failure; until then it is not an unhandled one.
    this.#writing.catch(() => undefined);
  }

  async #write(rows: readonly StoredExecution[]): Promise<void> {
    const written = await this.#options.writer.write(rows);
    this.#counts.added += written.added;
    this.#counts.replaced += written.replaced;
    // A document that the same batch holds again in another version counts as one that changed nothing.
    this.#counts.unchanged += rows.length - written.added - written.replaced;
    this.#options.onProgress?.({ ...this.#counts });
  }
}

/**
 * Stores the executions of an NDJSON stream (CONTRACT section 5). Each batch is stored whole or not at all and every
 * one may be repeated, so that an import that stopped half-way is completed by running it again.
 * @throws StoreError, or what the input throws
 */
export async function importExecutions(
  input: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportResult> {
  const documents = new DocumentReader(options.settings);
  const work = new Import(options);
  for await (const lines of splitLines(input)) {
    for (const line of lines) work.take(documents.read(line));
    await work.storeFullBatch();
    if (options.signal?.aborted) break;
  }
  work.take(documents.end());
  return work.finish();
}
