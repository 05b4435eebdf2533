import { isFinished, type JobRecord, type JobRecords, type JobTrouble } from '@achilles/types';

/** The trouble that counts more failures: the queue's engine may know of some that the record could not be told of. */
function laterTrouble(
  record: JobTrouble | undefined,
  engine: JobTrouble | undefined,
): JobTrouble | undefined {
  if (record === undefined || engine === undefined) return record ?? engine;
  return engine.failures > record.failures ? engine : record;
}

/**
 * Has a record say that one more worker has taken the job, which ends what earlier ones may write. A job that has ended
 * stays as it is.
 * @returns the record as it is then; null where there is none
 */
export async function takeRecord(
  records: JobRecords,
  id: string,
  { now, trouble }: { readonly now: number; readonly trouble: JobTrouble | undefined },
): Promise<JobRecord | null> {
  return records.change(id, (record) => {
    if (isFinished(record)) return record;
    const later = laterTrouble(record.trouble, trouble);
    return {
      ...record,
      status: 'active',
      taken: record.taken + 1,
      startedAt: record.startedAt ?? now,
      ...(later === undefined ? {} : { trouble: later }),
    };
  });
}
