import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportStaging } from '../src/ports/import-staging.ts';

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const read: Uint8Array[] = [];
  for await (const piece of pieces) read.push(Buffer.from(piece));
  return Buffer.concat(read);
}

/** How the suite opens a staging of its own, and breaks what is in it. */
export interface StagingFixture {
  /** Opens one with nothing in it, which keeps at most this many bytes together. */
  open(pieceBytes: number): Promise<ImportStaging>;
  /** Takes away some of an upload, as a fault of the disk or an operator would. */
  damage(id: string): Promise<void>;
}

/** What every staging of uploads must do, wherever it keeps them. */
export function stagingContract({ open, damage }: StagingFixture): void {
  const PART = 1_000;
  let staging: ImportStaging;
  beforeEach(async () => {
    staging = await open(PART);
  });
  afterEach(() => staging.close());
  const ids = async () => (await staging.list()).map(({ id }) => id).sort();

  test.each([0, 1, PART - 1, PART, PART + 1, 3 * PART, 7_777])(
    '%i bytes come back as they were',
    async (size) => {
      const bytes = randomBytes(size);
      for (const [id, chunk] of [
        ['a', 1_024],
        ['b', 100_000],
        ['c', 333],
      ] as const) {
        expect(await staging.put(id, chunks(bytes, chunk))).toEqual({ bytes: size });
        expect((await whole(staging.read(id))).equals(bytes)).toBe(true);
      }
    },
  );

  test('uploads are listed with their time, and gone once removed', async () => {
    const before = Date.now();
    expect(await staging.list()).toEqual([]);
    await staging.put('one', chunks(randomBytes(2_500), 500));
    await staging.put('one-more', chunks(randomBytes(10), 10));
    expect(await ids()).toEqual(['one', 'one-more']);
    for (const { stagedAt } of await staging.list()) {
      // File systems round the times of files.
      expect(stagedAt).toBeGreaterThan(before - 1_000);
      expect(stagedAt).toBeLessThan(Date.now() + 1_000);
    }
    await staging.remove('one');
    expect(await ids()).toEqual(['one-more']);
    await staging.remove('one');
    await staging.remove('one-more');
    expect(await staging.list()).toEqual([]);
  });

  test('what is not there can not be read', async () => {
    const expected = { name: 'StoreError', failure: 'unreadable' };
    await expect(whole(staging.read('nothing'))).rejects.toMatchObject(expected);
    await staging.put('gone', chunks(randomBytes(10), 10));
    await staging.remove('gone');
    await expect(whole(staging.read('gone'))).rejects.toMatchObject(expected);
  });

  test('what is not there wholly can not be read', async () => {
    await staging.put('damaged', chunks(randomBytes(5_000), 700));
    await damage('damaged');
    await expect(whole(staging.read('damaged'))).rejects.toMatchObject({ failure: 'unreadable' });
  });

  test('an upload that breaks off leaves nothing', async () => {
    const broken = (async function* () {
      yield* chunks(randomBytes(4_000), 700);
      throw new Error('the caller left');
    })();
    await expect(staging.put('broken', broken)).rejects.toThrow('the caller left');
    expect(await staging.list()).toEqual([]);
  });

  test('an upload ends with its signal', async () => {
    const leaving = new AbortController();
    const endless = (async function* () {
      for (let i = 0; ; i++) {
        yield randomBytes(PART);
        if (i === 3) leaving.abort();
      }
    })();
    await expect(staging.put('endless', endless, leaving.signal)).rejects.toThrow();
    expect(await staging.list()).toEqual([]);
  });

  test('an id that could mean another place is refused', async () => {
    for (const id of ['', '../up', 'a/b', 'a:b', '*'])
      await expect(staging.put(id, chunks(randomBytes(10), 10))).rejects.toThrow("can't name an upload");
  });
}
