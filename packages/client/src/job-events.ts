import { setTimeout as sleep } from 'node:timers/promises';
import { isFinished, Job } from '@achilles/types';
import { ApiUnreachable } from './api-unreachable.ts';
import type { CallApi } from './call-api.ts';
import type { Cancellable } from './cancellable.ts';
import { jobPath } from './read-job.ts';
import { serverSentEvents } from './server-sent-events.ts';

/** A stream that ends this often without telling anything new is given up. */
const MOST_BREAKS = 10;
const PAUSE_MS = 500;

/** A job as it is, then each time it has changed, to its end; a stream that breaks off is opened again. */
export async function* jobEvents(call: CallApi, id: string, { signal }: Cancellable): AsyncGenerator<Job> {
  let told = '';
  for (let breaks = 0; ; ) {
    try {
      const path = `${jobPath(id)}/events`;
      const { body } = await call({ path, headers: { Accept: 'text/event-stream' }, signal });
      for await (const { data } of serverSentEvents(body ?? new ReadableStream())) {
        const job = Job.parse(JSON.parse(data));
        // A stream that was opened again begins with what is known.
        if (data !== told) yield job;
        if (data !== told) breaks = 0;
        told = data;
        if (isFinished(job)) return;
      }
      breaks += 1;
      if (breaks > MOST_BREAKS) throw new Error(`the API ended the events of job ${id} again and again`);
    } catch (error) {
      // A body that breaks off fails with a TypeError; anything else is an answer, or the caller's own.
      const isBroken = error instanceof TypeError || error instanceof ApiUnreachable;
      breaks += 1;
      if (!isBroken || signal?.aborted || breaks > MOST_BREAKS) throw error;
    }
    await sleep(PAUSE_MS, undefined, signal === undefined ? {} : { signal });
  }
}
