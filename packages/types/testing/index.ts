export { jobRecordsContract } from './job-records-contract.ts';
export { MemoryJobRecords } from './memory-job-records.ts';
