import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { ApiError } from '@achilles/types';
import type { PageState } from '../plan/pages.ts';

/** What a cursor says: where a list goes on, in which snapshot, and by which clock its times were resolved. */
export interface Cursor {
  /** The id of the held snapshot. */
  readonly snapshot: string;
  /** How many rows or groups come before. */
  readonly offset: number;
  readonly state: PageState | null;
  /** What the first request of the walk called now, epoch milliseconds. */
  readonly now: number;
  /** The page that the walk began with; 1 where none was named. */
  readonly firstPage: number;
}

/**
 * What cursors are signed with: the first key signs, one signed with any of them is good. Processes that serve the same
 * callers share a key.
 */
export type CursorKeys = () => Promise<readonly [Uint8Array, ...Uint8Array[]]>;

const KEY_BYTES = 32;

/** A random key. */
export const newCursorKey = (): Uint8Array => randomBytes(KEY_BYTES);

/** A key that no other process knows. */
export function ownCursorKeys(): CursorKeys {
  const key = newCursorKey();
  return () => Promise.resolve([key]);
}

function refuse(): never {
  const message =
    'cursor is not one that was given for this question: send it unchanged, with the same parameters and credentials as the page that gave it, or begin anew without it';
  throw ApiError.badRequest([{ path: 'cursor', message }]);
}

const SEPARATOR = '.';

const signatureOf = (payload: string, boundTo: string, key: Uint8Array): string =>
  createHmac('sha256', key)
    .update(JSON.stringify([payload, boundTo]))
    .digest('base64url');

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Writes and reads cursors: text that only this product can make, for one caller and one question (CONTRACT section 4). */
export class Cursors {
  readonly #keys: CursorKeys;

  constructor(keys: CursorKeys) {
    this.#keys = keys;
  }

  /** @param boundTo whoever asks, and what: only the same can read it */
  async write(cursor: Cursor, boundTo: string): Promise<string> {
    const payload = Buffer.from(JSON.stringify(cursor)).toString('base64url');
    const [key] = await this.#keys();
    return payload + SEPARATOR + signatureOf(payload, boundTo, key);
  }

  /** @throws ApiError `bad-request` when it was altered, or given to another caller or question */
  async read(text: string, boundTo: string): Promise<Cursor> {
    const [payload = '', signature = '', ...more] = text.split(SEPARATOR);
    const keys = await this.#keys();
    const isOurs = keys.some((key) => isSame(signature, signatureOf(payload, boundTo, key)));
    if (!isOurs || more.length > 0) refuse();
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Cursor;
  }
}
