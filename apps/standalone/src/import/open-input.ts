import { createReadStream } from 'node:fs';
import { glob, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { OperatorError } from '@achilles/process';
import { decompressed } from '@achilles/query-core';

/** The name of standard input on a command line. */
export const STANDARD_INPUT = '-';

/** One file to import. */
export interface Input {
  readonly name: string;
  /** Bytes as stored, compressed or not; 0 when that is not known. */
  readonly size: number;
}

/** A file that can't be imported; the message says why. */
export class InputError extends OperatorError {
  override readonly name = 'InputError';
}

const GLOB = /[*?[\]{}]/;

async function expand(argument: string): Promise<string[]> {
  if (argument === STANDARD_INPUT || !GLOB.test(argument)) return [argument];
  // A file that is really called so wins over the pattern that its name happens to be.
  if (await stat(argument).catch(() => undefined)) return [argument];
  const found: string[] = [];
  for await (const name of glob(argument)) found.push(name);
  if (found.length === 0) throw new InputError(`no file matches ${argument}`);
  return found.sort();
}

async function inspect(name: string): Promise<Input> {
  if (name === STANDARD_INPUT) return { name, size: 0 };
  const found = await stat(name).catch((error: NodeJS.ErrnoException) => {
    throw new InputError(
      error.code === 'ENOENT' ? `there is no file ${name}` : `${name} can't be read: ${error.message}`,
    );
  });
  if (found.isDirectory())
    throw new InputError(`${name} is a folder; name its files, as in '${name}/*.ndjson'`);
  return { name, size: found.size };
}

/** The files that the arguments of a command line name. @throws InputError */
export async function findInputs(args: readonly string[]): Promise<Input[]> {
  const names = (await Promise.all(args.map(expand))).flat();
  return Promise.all([...new Set(names)].map(inspect));
}

async function* counted(stream: Readable, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    onBytes(chunk.length);
    yield chunk;
  }
}

/** The bytes of a file, decompressed where they are gzip, whatever the file is called. */
export function readInput({ name }: Input, onBytes: (count: number) => void): AsyncIterable<Uint8Array> {
  const stream: Readable = name === STANDARD_INPUT ? process.stdin : createReadStream(name);
  return decompressed(counted(stream, onBytes));
}
