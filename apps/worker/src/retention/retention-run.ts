import { JOBS, type JobRecord, type JobRecords, type PayloadOf } from '@achilles/types';

/** A run of the retention as it is on record. */
export interface RetentionRun extends PayloadOf<'retention'> {
  readonly record: JobRecord;
}

/** How many are looked at: enough to find the last that has ended, and the last that made up for missed ones. */
const LOOKED_AT = 20;

/** The newest runs, by when the schedule had them begin. @throws where records can't be reached */
export async function newestRuns(records: JobRecords): Promise<readonly RetentionRun[]> {
  const found = await records.list({ types: ['retention'], limit: LOOKED_AT });
  return found.records
    .flatMap((record) => {
      const { success, data } = JOBS.retention.payload.safeParse(record.payload);
      return success ? [{ ...data, record }] : [];
    })
    .sort((a, b) => b.scheduledFor - a.scheduledFor);
}
