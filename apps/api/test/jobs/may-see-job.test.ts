import type { JobFilter } from '@achilles/queue';
import { JOBS, type Job, type Jobs } from '@achilles/types';
import { expect, test } from 'vitest';
import { maySeeJob, seenJob } from '../../src/jobs/may-see-job.ts';
import { visibleJobs } from '../../src/jobs/visible-jobs.ts';
import type { Caller } from '../../src/requester.ts';
import { jobThat } from './job-double.ts';

const holder: Caller = { requestedBy: 'holder', permissions: new Set([JOBS.import.permission]) };
const nobody: Caller = { requestedBy: 'nobody', permissions: new Set() };
const bound = (caller: Caller): Caller => ({ ...caller, org: 'o1' });

test.each<[string, Caller, Partial<Job>, boolean]>([
  ['who holds the permission sees a job of others', holder, { requestedBy: 'x' }, true],
  ['who asked for it sees it', nobody, { requestedBy: 'nobody' }, true],
  ['nobody else does', nobody, { requestedBy: 'x' }, false],
  ['who is bound sees those of its organization', bound(holder), { org: 'o1' }, true],
  ['not those of another', bound(holder), { org: 'o2' }, false],
  ['not those of none', bound(holder), {}, false],
  ['not even its own of another', bound(holder), { org: 'o2', requestedBy: 'holder' }, false],
  ['who is bound to none sees those of all', holder, { org: 'o2' }, true],
  [
    'a type that is not declared any more is seen by who asked',
    holder,
    { type: 'gone', requestedBy: 'x' },
    false,
  ],
])('%s', (_, caller, job, sees) => {
  expect(maySeeJob(caller, jobThat(job))).toBe(sees);
});

test('a job that may not be seen is answered as one that there is none of', () => {
  const refusal = (job: Job | null) => {
    try {
      seenJob(nobody, 'import-1', job);
    } catch (error) {
      return error;
    }
    throw new Error('it was shown');
  };
  expect(refusal(jobThat({ requestedBy: 'x' }))).toEqual(refusal(null));
});

/** A queue that keeps what it was asked, and has a job of whoever is asked for. */
function listing() {
  const asked: JobFilter<Jobs>[] = [];
  const list = async (filter: JobFilter<Jobs>) => {
    asked.push(filter);
    return { jobs: [jobThat({ requestedBy: filter.requestedBy ?? 'anyone' })], total: 3 };
  };
  return { asked, list };
}

test('a list is of all jobs for who holds the permission, else of its own', async () => {
  const queue = listing();
  await visibleJobs(queue, holder, { limit: 5, types: ['import'] });
  await visibleJobs(queue, nobody, { limit: 5, types: ['import'] });
  await visibleJobs(queue, bound(nobody), { limit: 5, types: ['import'] });
  expect(queue.asked).toEqual([
    { limit: 5, types: ['import'] },
    { limit: 5, types: ['import'], requestedBy: 'nobody' },
    { limit: 5, types: ['import'], requestedBy: 'nobody', org: 'o1' },
  ]);
  expect(await visibleJobs(queue, nobody, { limit: 5, types: ['import'], requestedBy: 'x' })).toEqual({
    jobs: [],
    total: 0,
  });
  expect(queue.asked.length).toBe(3);
});

test('who is bound may not list the jobs of another organization', async () => {
  const queue = listing();
  await expect(visibleJobs(queue, bound(holder), { limit: 5, org: 'o2' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect(queue.asked).toEqual([]);
});
