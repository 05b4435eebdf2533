import { Job } from '@achilles/types';

/** Where jobs are told of. */
export const JOBS_PATH = '/api/analytics/jobs';
/** The path of one job. */
export const jobPath = (id: string): string => `${JOBS_PATH}/${encodeURIComponent(id)}`;

/** The job that an answer is about. */
export async function jobIn(response: Response): Promise<Job> {
  const { data } = (await response.json()) as { data: unknown };
  return Job.parse(data);
}
