import { setTimeout as sleep } from 'node:timers/promises';
import type { SharedSnapshots } from '@achilles/query-core';
import type { Redis } from 'ioredis';

/** A page does not wait longer for others to be told of its snapshot; they are told a little later, or not at all. */
const PATIENCE_MS = 200;

/** What API processes of one Redis tell each other of the snapshots they hold, so that a cursor is good in all of them. */
export function redisSharedSnapshots(redis: Redis, prefix: string): SharedSnapshots {
  const nameOf = (id: string): string => `${prefix}:snapshot:${id}`;
  const soon = async (told: Promise<unknown>): Promise<void> => {
    const patience = new AbortController();
    // Its failure matters to nobody once it was not waited for.
    told.catch(() => undefined);
    const waited = sleep(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([told, waited]).finally(() => patience.abort());
  };
  return {
    put: (id, record, milliseconds) => soon(redis.set(nameOf(id), record, 'PX', milliseconds)),
    get: (id) => redis.get(nameOf(id)),
    remove: (id) => soon(redis.del(nameOf(id))),
  };
}
