import type { JobRecord } from '@achilles/types';
import { jobRecordsContract } from '@achilles/types/testing';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EmbeddedJobRecords } from '../src/backends/embedded-job-records.ts';

describe('job records in an embedded database', () => {
  let database: PGlite;
  let records: EmbeddedJobRecords;
  beforeAll(async () => {
    database = await PGlite.create();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.exec('DROP SCHEMA IF EXISTS achilles CASCADE');
    records = await EmbeddedJobRecords.open(database);
  });
  jobRecordsContract(() => records);

  test('opened again, it has what it had', async () => {
    const record: JobRecord = {
      id: 'import-1',
      type: 'import',
      status: 'queued',
      payload: {},
      requestedBy: 'tester',
      progress: { phase: 'queued', done: 0, total: 0 },
      createdAt: 1,
      taken: 0,
    };
    await records.create(record);
    expect(await (await EmbeddedJobRecords.open(database)).get('import-1')).toEqual(record);
  });
});
