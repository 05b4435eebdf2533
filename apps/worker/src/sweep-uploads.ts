import type { ImportStaging } from '@achilles/query-core';
import { JOB_NAMES, type JobRecords } from '@achilles/types';

const DAY_MS = 24 * 3_600 * 1_000;
const MOST_JOBS = 10_000;

/** Where uploads are kept, and how it is known that no job owns one. */
export interface SweepOptions {
  readonly staging: ImportStaging;
  readonly records: JobRecords;
  readonly clock: () => number;
}

/** The uploads that unfinished jobs name in their payloads; null where there are too many jobs to tell. */
async function ownedUploads(records: JobRecords): Promise<Set<unknown> | null> {
  const statuses = ['queued', 'active'] as const;
  const { records: jobs, total } = await records.list({ types: JOB_NAMES, statuses, limit: MOST_JOBS });
  if (jobs.length < total) return null;
  return new Set(jobs.map(({ payload }) => (payload as { readonly upload?: unknown } | undefined)?.upload));
}

/**
 * Removes uploads that no unfinished job names in its payload and that nothing was added to for a day: those whose
 * process was killed before it could clear up.
 * @returns how many were removed
 * @throws StoreError and what records throw: what can't be looked up is kept
 */
export async function sweepUploads({ staging, records, clock }: SweepOptions): Promise<number> {
  const now = clock();
  const old = (await staging.list()).filter(({ stagedAt }) => now - stagedAt >= DAY_MS);
  if (old.length === 0) return 0;
  // After the uploads: a job that was kept with one of them since is seen.
  const owned = await ownedUploads(records);
  if (owned === null) return 0;
  const orphans = old.filter(({ id }) => !owned.has(id));
  for (const { id } of orphans) await staging.remove(id);
  return orphans.length;
}
