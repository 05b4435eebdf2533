import type { Job, JobStatus } from '@achilles/types';

const FINISHED: readonly JobStatus[] = ['completed', 'failed', 'cancelled'];

/** Whether a job has ended, in whatever way. */
export const isFinished = ({ status }: Pick<Job, 'status'>): boolean => FINISHED.includes(status);
