import { beforeEach, describe } from 'vitest';
import { jobRecordsContract } from '../testing/job-records-contract.ts';
import { MemoryJobRecords } from '../testing/memory-job-records.ts';

describe('job records in memory', () => {
  let records: MemoryJobRecords;
  beforeEach(() => {
    records = new MemoryJobRecords();
  });
  jobRecordsContract(() => records);
});
