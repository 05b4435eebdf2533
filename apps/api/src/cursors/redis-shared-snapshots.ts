import type { SharedSnapshots } from '@achilles/query-core';
import type { Redis } from 'ioredis';

/** What API processes of one Redis tell each other of the snapshots they hold, so that a cursor is good in all of them. */
export function redisSharedSnapshots(redis: Redis, prefix: string): SharedSnapshots {
  const nameOf = (id: string): string => `${prefix}:snapshot:${id}`;
  return {
    async put(id, record, ttlMs) {
      await redis.set(nameOf(id), JSON.stringify(record), 'PX', ttlMs);
    },
    async get(id) {
      const record = await redis.get(nameOf(id));
      return record === null ? null : JSON.parse(record);
    },
    async remove(id) {
      await redis.del(nameOf(id));
    },
  };
}
