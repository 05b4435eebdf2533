import { isFinished, type JobRecord, type JobRecords } from '@achilles/types';

const WITHDRAWN = 'the job queue was not available when this was asked for; ask again';

/** Tells whether a record is that of a job whose caller was told that it is not kept. */
export const isWithdrawn = ({ status, error }: JobRecord): boolean =>
  status === 'cancelled' && error === WITHDRAWN;

class Kept extends Error {}

/**
 * Takes back the record of a job that could not be queued, unless a worker has it or others rely on it.
 * @returns false where the job is kept after all
 */
export async function withdraw(records: JobRecords, id: string, now: number): Promise<boolean> {
  try {
    await records.change(id, (record) => {
      if (record.joined === true || record.taken > 0 || isFinished(record)) throw new Kept();
      return { ...record, status: 'cancelled', error: WITHDRAWN, finishedAt: now };
    });
    await records.remove(id);
    return true;
  } catch (error) {
    // A record that can't be reached is met by the workers, and the job done: its caller can't be told.
    return !(error instanceof Kept);
  }
}
