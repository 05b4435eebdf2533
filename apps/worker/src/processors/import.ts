import { decompressed, type ImportCheckpoint, importExecutions } from '@achilles/query-core';
import { FinalFailure } from '@achilles/queue';
import { JOBS, type JobProgress } from '@achilles/types';
import { z } from 'zod';
import type { JobContext, Processor } from './processor.ts';

const PHASE = 'importing';
/** Bytes are counted when they are handed on: in pieces so small that what was counted was nearly all worked on too. */
const PIECE_BYTES = 64 * 1024;

/** How far the import is, and how many bytes of the upload that is. */
const Saved = JOBS.import.result.extend({ line: z.int(), bytes: z.int() });

function damagedGzip(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  const isDamaged = typeof code === 'string' && code.startsWith('Z_');
  return isDamaged
    ? new FinalFailure(`the uploaded gzip data is damaged: ${message}`, { cause: error })
    : error;
}

/** Stores an upload batch by batch, each behind a checkpoint. */
class ImportJob {
  readonly #context: JobContext<'import'>;
  readonly #saved: z.output<typeof Saved> | undefined;
  #read = 0;
  /** How many bytes had been read when the batch that is being stored was full; the one after it is read meanwhile. */
  #full = 0;

  constructor(context: JobContext<'import'>) {
    this.#context = context;
    this.#saved = context.checkpoint === undefined ? undefined : Saved.parse(context.checkpoint);
  }

  async run() {
    const { payload, store, indices, signal } = this.#context;
    signal.throwIfAborted();
    await this.#context.report(this.#progress);
    const result = await importExecutions(decompressed(this.#upload()), {
      settings: indices,
      writer: {
        write: (rows) => {
          this.#full = this.#read;
          return store.writer.write(rows, () => this.#context.assertHeld());
        },
        count: () => store.writer.count(),
      },
      signal,
      ...(this.#saved === undefined ? {} : { resumeFrom: this.#saved }),
      onCheckpoint: (checkpoint) => this.#save(checkpoint),
    }).catch((error: unknown) => {
      throw damagedGzip(error);
    });
    signal.throwIfAborted();
    if (payload.strict && result.refused > 0) {
      const lines = result.refused === 1 ? '1 line was' : `${result.refused} lines were`;
      throw new FinalFailure(`${lines} refused; the other documents are stored`, { result });
    }
    return { ...result, refusals: [...result.refusals] };
  }

  async *#upload(): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.#context.staging.read(this.#context.payload.upload)) {
      for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) {
        const piece = chunk.subarray(at, at + PIECE_BYTES);
        this.#read += piece.byteLength;
        yield piece;
      }
    }
  }

  /** A job that goes on reads the upload from its beginning; what was told before does not go back. */
  get #bytes(): number {
    return Math.max(this.#full, this.#saved?.bytes ?? 0);
  }

  async #save(checkpoint: ImportCheckpoint): Promise<void> {
    const { added, replaced, unchanged, refused, refusals } = checkpoint;
    this.#context.tellSoFar({ added, replaced, unchanged, refused, refusals: [...refusals] });
    await this.#context.saveCheckpoint({ ...checkpoint, bytes: this.#bytes }, this.#progress);
  }

  get #progress(): JobProgress {
    return { phase: PHASE, done: this.#bytes, total: this.#context.payload.bytes };
  }
}

/** Imports an upload; its progress counts bytes of the upload, as it was sent, up to where its rows are stored. */
export const importProcessor: Processor<'import'> = {
  run: (context) => new ImportJob(context).run(),
  afterEnd: ({ staging }, { upload }) => staging.remove(upload),
};
