import type {} from '@achilles/testkit';
import type { JobRecord } from '@achilles/types';
import { MemoryJobRecords } from '@achilles/types/testing';
import { expect, inject, test } from 'vitest';
import { openLeftIndices } from '../src/open-left-indices.ts';
import { ownElasticsearchStore } from './own-elasticsearch-store.ts';

const record = (id: string, status: JobRecord['status']): JobRecord => ({
  ...{ id, status, type: 'archive-by-date', payload: {}, requestedBy: 'tester', createdAt: 0, taken: 1 },
  progress: { phase: 'archiving', done: 0, total: 0 },
});

test.each(inject('elasticsearch'))(
  'indices that jobs left closed to writes on $url are opened once those jobs have ended',
  async ({ url }) => {
    const { own, store, close } = await ownElasticsearchStore(url);
    const records = new MemoryJobRecords();
    const [ended, unknown, active] = ['a', 'b', 'c'].map((end) => `${own}-r-${end}`) as [
      string,
      string,
      string,
    ];
    try {
      await records.create(record('job-a', 'cancelled'));
      await records.create(record('job-c', 'active'));
      for (const [index, job] of [
        [ended, 'job-a'],
        [unknown, 'job-b'],
        [active, 'job-c'],
      ] as const) {
        await store.indexAdmin.create(index, async () => undefined);
        let changes = 0;
        const killed = async () => {
          if (changes++ === 2) throw new Error('killed');
        };
        await expect(store.archive.dropEmpty([index], job, killed)).rejects.toThrow('killed');
      }
      expect([...(await store.archive.droppingJobs())].sort()).toEqual(['job-a', 'job-b', 'job-c']);
      expect([...(await openLeftIndices({ store, records }))].sort()).toEqual([ended, unknown]);
      expect(await store.archive.droppingJobs()).toEqual(['job-c']);
      expect(await openLeftIndices({ store, records })).toEqual([]);
    } finally {
      await close('a', 'b', 'c');
    }
  },
);
