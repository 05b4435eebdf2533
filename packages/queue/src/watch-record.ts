import type { JobRecords } from '@achilles/types';
import type { HeldJob } from './held-job.ts';
import { JobCancelled, LockLost } from './job-failures.ts';

const LOOK_MS = 500;

/**
 * Looks at the record of a job under way, again and again, and interrupts it when it is to be cancelled or is another
 * worker's.
 * @returns ends the looking
 */
export function watchRecord(records: JobRecords, held: HeldJob): () => void {
  let looking = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    try {
      const record = await records.get(held.id);
      if (record === null || record.taken !== held.number) held.interrupt(new LockLost(held.id));
      else if (record.cancelRequestedAt !== undefined) held.interrupt(new JobCancelled(held.id));
    } catch {
      // Records that can't be reached now are looked at again; whatever is saved meanwhile fails by itself.
    } finally {
      looking = false;
    }
  };
  const watching = setInterval(() => void look(), LOOK_MS);
  return () => clearInterval(watching);
}
