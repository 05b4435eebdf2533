import type { JobRecord } from '@achilles/types';

/** The record of a job that ends without completing: what it came to until then is its result. */
export function endedEarly(
  { soFar, trouble: _, checkpoint: __, ...record }: JobRecord,
  end: Pick<JobRecord, 'status' | 'finishedAt' | 'error'>,
): JobRecord {
  return { ...record, ...(soFar !== undefined && { result: soFar }), ...end };
}
