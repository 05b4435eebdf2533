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

/** What signs cursors: processes that serve the same callers share it. */
export type CursorKey = () => Promise<Uint8Array>;

const KEY_BYTES = 32;

/** A key that no other process knows. */
export function ownCursorKey(): CursorKey {
  const key = randomBytes(KEY_BYTES);
  return () => Promise.resolve(key);
}

/** A key for several processes to share. */
export const newCursorKey = (): Uint8Array => randomBytes(KEY_BYTES);

function refuse(): never {
  const message =
    'cursor is not one that was given for this question: send it unchanged, with the same parameters and credentials as the page that gave it, or begin anew without it';
  throw ApiError.badRequest([{ path: 'cursor', message }]);
}

const SEPARATOR = '.';

/** Writes and reads cursors: text that only this product can make, for one caller and one question (CONTRACT section 4). */
export class Cursors {
  readonly #key: CursorKey;

  constructor(key: CursorKey) {
    this.#key = key;
  }

  /** @param boundTo whoever asks, and what: only the same can read it */
  async write(cursor: Cursor, boundTo: string): Promise<string> {
    const payload = Buffer.from(JSON.stringify(cursor)).toString('base64url');
    return payload + SEPARATOR + (await this.#sign(payload, boundTo)).toString('base64url');
  }

  /** @throws ApiError `bad-request` when it was altered, or given to another caller or question */
  async read(text: string, boundTo: string): Promise<Cursor> {
    const [payload = '', signature = '', ...more] = text.split(SEPARATOR);
    const signed = Buffer.from(signature, 'base64url');
    const expected = await this.#sign(payload, boundTo);
    const isOurs =
      more.length === 0 &&
      signed.length === expected.length &&
      timingSafeEqual(signed, expected) &&
      signed.toString('base64url') === signature;
    return isOurs ? (JSON.parse(Buffer.from(payload, 'base64url').toString()) as Cursor) : refuse();
  }

  async #sign(payload: string, boundTo: string): Promise<Buffer> {
    return createHmac('sha256', await this.#key())
      .update(JSON.stringify([payload, boundTo]))
      .digest();
  }
}
