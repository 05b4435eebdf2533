import { type CursorKeys, newCursorKey } from '@achilles/query-core';
import type { Redis } from 'ioredis';

/** For so long after Redis did not tell the key it is not asked again. */
const PAUSE_MS = 5_000;

/**
 * The key of cursors that every API process of one Redis shares: the first one to look makes it. While Redis is away a
 * process signs with a key of its own, which stays good in that process.
 */
export function redisCursorKeys(redis: Redis, prefix: string): CursorKeys {
  const own = newCursorKey();
  const name = `${prefix}:cursor-key`;
  let shared: Promise<Uint8Array> | undefined;
  let pausedUntil = 0;
  const read = async (): Promise<Uint8Array> => {
    await redis.set(name, Buffer.from(newCursorKey()).toString('base64'), 'NX');
    const key = await redis.get(name);
    if (key === null) throw new Error('the key of cursors is not where it was put');
    return Buffer.from(key, 'base64');
  };
  return async () => {
    if (shared === undefined && performance.now() < pausedUntil) return [own];
    shared ??= read();
    try {
      return [await shared, own];
    } catch {
      shared = undefined;
      pausedUntil = performance.now() + PAUSE_MS;
      return [own];
    }
  };
}
