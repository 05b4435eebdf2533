import type { SharedSnapshots } from '@achilles/query-core';
import type { Redis } from 'ioredis';

/** What API processes of one Redis tell each other of the snapshots they hold, so that a cursor is good in all of them. */
export function redisSharedSnapshots(redis: Redis, prefix: string): SharedSnapshots {
  const nameOf = (id: string): string => `${prefix}:snapshot:${id}`;
  return {
    async put(id, record, milliseconds) {
      await redis.set(nameOf(id), record, 'PX', milliseconds);
    },
    get: (id) => redis.get(nameOf(id)),
    async remove(id) {
      await redis.del(nameOf(id));
    },
  };
}
