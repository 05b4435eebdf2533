import { OperatorError } from '@achilles/process';
import {
  type ImportCounts,
  type ImportResult,
  LISTED_REFUSALS,
  type Refusal,
  StoreError,
} from '@achilles/query-core';
import { progressBar } from '../progress-bar.ts';
import { type Input, InputError, readInput } from './open-input.ts';

/** Imports one NDJSON stream, wherever the store is; tells how far it is where it can. */
export type ImportStream = (
  input: AsyncIterable<Uint8Array>,
  onProgress: (counts: ImportCounts) => void,
) => Promise<ImportResult>;

/** A refused line and its file. */
export interface FileRefusal extends Refusal {
  readonly file: string;
}

/** What became of all files together. */
export interface FilesResult extends ImportCounts {
  readonly refusals: readonly FileRefusal[];
}

/** The user stopped the import. */
class Interrupted extends OperatorError {
  override readonly name = 'Interrupted';
  override readonly exitCode = 130;
}

async function* untilAborted(
  input: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of input) {
    if (signal.aborted)
      throw new Interrupted('stopped before the end; run the same import again to complete it');
    yield chunk;
  }
}

function faultOf({ name }: Input, error: unknown): Error {
  if (error instanceof OperatorError || error instanceof StoreError) return error;
  return new InputError(`${name}: ${error instanceof Error ? error.message : error}`, { cause: error });
}

const NOTHING: FilesResult = { added: 0, replaced: 0, unchanged: 0, refused: 0, refusals: [] };

const plus = (a: ImportCounts, b: ImportCounts): ImportCounts => ({
  added: a.added + b.added,
  replaced: a.replaced + b.replaced,
  unchanged: a.unchanged + b.unchanged,
  refused: a.refused + b.refused,
});

const documents = ({ added, replaced, unchanged, refused }: ImportCounts): number =>
  added + replaced + unchanged + refused;

/** Imports files one after the other under one progress bar. @throws an InputError that names the file, or StoreError */
export async function importFiles(
  inputs: readonly Input[],
  importStream: ImportStream,
  signal: AbortSignal,
): Promise<FilesResult> {
  const bar = progressBar(
    'importing',
    inputs.reduce((sum, { size }) => sum + size, 0),
  );
  let bytes = 0;
  let result = NOTHING;
  try {
    for (const input of inputs) {
      const before = result;
      const read = readInput(input, (count) => {
        bytes += count;
        bar.update(bytes);
      });
      const onProgress = (counts: ImportCounts) =>
        bar.update(bytes, `${documents(plus(before, counts)).toLocaleString('en')} documents`);
      const imported = await importStream(untilAborted(read, signal), onProgress).catch((error: unknown) => {
        throw faultOf(input, error);
      });
      const refusals = imported.refusals.map((refusal) => ({ file: input.name, ...refusal }));
      result = {
        ...plus(before, imported),
        refusals: [...before.refusals, ...refusals].slice(0, LISTED_REFUSALS),
      };
    }
    return result;
  } finally {
    bar.stop();
  }
}
