import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

const GZIP = [0x1f, 0x8b] as const;

/** Whether bytes begin as gzip does. */
export const isGzip = (bytes: Uint8Array): boolean => GZIP.every((byte, i) => bytes[i] === byte);

/** Reads until there are enough bytes to tell what they are. */
async function* withWholeStart(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | null = new Uint8Array();
  for await (const chunk of input) {
    if (start === null) {
      yield chunk;
      continue;
    }
    start = start.byteLength === 0 ? chunk : Buffer.concat([start, chunk]);
    if (start.byteLength < GZIP.length) continue;
    yield start;
    start = null;
  }
  if (start !== null && start.byteLength > 0) yield start;
}

async function* prepended(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

async function* gunzipped(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const done = pipeline(input, gunzip);
  // The fault of a damaged file ends the loop below as well; this only keeps it from being an unhandled one.
  done.catch(() => undefined);
  yield* gunzip as AsyncIterable<Buffer>;
  await done;
}

/**
 * Bytes, decompressed where they are gzip; several gzip files one after the other are one.
 * @throws what the input throws, or zlib's error for a damaged file (its `code` begins with `Z_`)
 */
export async function* decompressed(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = withWholeStart(input);
  const first = await chunks.next();
  if (first.done === true) return;
  const whole = prepended(first.value, chunks);
  yield* isGzip(first.value) ? gunzipped(whole) : whole;
}
