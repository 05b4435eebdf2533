import { setTimeout as sleep } from 'node:timers/promises';
import { Job } from '@achilles/types';

const POLL_MS = 250;

const jobOf = async (response: Response): Promise<Job> => {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  return Job.parse((JSON.parse(text) as { data: unknown }).data);
};

/** Asks an API for a job and waits until it is completed. @throws when it is not */
export async function runJob(api: string, path: string, body: object, signal: AbortSignal): Promise<Job> {
  const asked = await jobOf(
    await fetch(`${api}/api/analytics/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    }),
  );
  for (;;) {
    const job = await jobOf(await fetch(`${api}/api/analytics/jobs/${asked.id}`, { signal }));
    if (job.status === 'completed') return job;
    if (job.finishedAt !== undefined) throw new Error(`the job ${job.id} is ${job.status}: ${job.error}`);
    await sleep(POLL_MS, undefined, { signal });
  }
}

/** How long a worker had a job, in seconds. */
export const secondsOf = ({ startedAt = '', finishedAt = '' }: Job): number =>
  (Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000;
