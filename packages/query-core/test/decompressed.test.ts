import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decompressed } from '../src/ingest/decompressed.ts';

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function text(input: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of decompressed(input)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}

const LINES = '{"a": 1}\n'.repeat(500);

test.each([1, 2, 3, 1_000])('plain and gzip read alike, in pieces of %i', async (size) => {
  expect(await text(cut(Buffer.from(LINES), size))).toBe(LINES);
  expect(await text(cut(gzipSync(LINES), size))).toBe(LINES);
  const two = Buffer.concat([gzipSync('first\n'), gzipSync('second\n')]);
  expect(await text(cut(two, size))).toBe('first\nsecond\n');
});

test('a single byte, or none, is plain', async () => {
  expect(await text(cut(Buffer.from('x'), 1))).toBe('x');
  expect(await text(cut(Buffer.from(''), 1))).toBe('');
});

test('damaged gzip fails with an error of zlib', async () => {
  const cutOff = text(cut(gzipSync(LINES).subarray(0, 40), 10));
  await expect(cutOff).rejects.toMatchObject({ code: expect.stringMatching(/^Z_/) });
});

test('what the input throws is thrown', async () => {
  const broken = async function* () {
    yield gzipSync(LINES).subarray(0, 10);
    throw new Error('the caller left');
  };
  await expect(text(broken())).rejects.toThrow('the caller left');
});

test('whoever stops reading early leaves nothing running', async () => {
  let closed = false;
  const input = async function* () {
    try {
      for (;;) yield gzipSync(LINES);
    } finally {
      closed = true;
    }
  };
  for await (const _ of decompressed(input())) break;
  await expect.poll(() => closed).toBe(true);
});
