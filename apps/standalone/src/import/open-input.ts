import { createReadStream } from 'node:fs';
import { glob, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { OperatorError } from '@achilles/process';

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

const GZIP = [0x1f, 0x8b] as const;

async function* counted(stream: Readable, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    onBytes(chunk.length);
    yield chunk;
  }
}

async function* prepended(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* gunzipped(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const done = pipeline(input, gunzip);
  // The fault of a damaged file ends the loop below as well; this only keeps it from being an unhandled one.
  done.catch(() => undefined);
  yield* gunzip as AsyncIterable<Buffer>;
  await done;
}

/** The bytes of a file, decompressed where they are gzip, whatever the file is called. */
export async function* readInput({ name }: Input, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  const stream: Readable = name === STANDARD_INPUT ? process.stdin : createReadStream(name);
  const chunks = counted(stream, onBytes);
  const first = await chunks.next();
  if (first.done) return;
  const whole = prepended(first.value, chunks);
  const isGzip = GZIP.every((byte, i) => first.value[i] === byte);
  yield* isGzip ? gunzipped(whole) : whole;
}
