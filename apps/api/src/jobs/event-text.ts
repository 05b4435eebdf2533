import { isFinished, type Job } from '@achilles/types';

/** Milliseconds after which a browser whose connection broke connects again. */
const RETRY_MS = 2_000;

/** What a stream of server-sent events begins with. */
export const FIRST_WORDS = `retry: ${RETRY_MS}\n\n`;

/** Says nothing, so that the connection is not taken for dead. */
export const HEARTBEAT = ':\n\n';

/** One server-sent event of a job; JSON has no line breaks of its own. */
export const eventText = (job: Job, number: number): string =>
  `event: ${isFinished(job) ? job.status : 'progress'}\nid: ${number}\ndata: ${JSON.stringify(job)}\n\n`;
