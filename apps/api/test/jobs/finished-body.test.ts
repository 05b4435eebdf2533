import { expect, test } from 'vitest';
import { eventText } from '../../src/jobs/event-text.ts';
import { finishedBody } from '../../src/jobs/reply-job.ts';
import { jobThat } from './job-double.ts';

test('the fields of a result stand beside the job, and hide nothing', () => {
  const job = jobThat({
    status: 'completed',
    result: { archived: 3, errors: [], success: false, data: 'mine', error: 'e' },
  });
  expect(finishedBody(job)).toEqual({ success: true, data: job, archived: 3, errors: [], error: 'e' });
});

test.each([undefined, null, 'text', 7])('a result of %s has no fields', (result) => {
  const job = jobThat({ status: 'completed', result });
  expect(finishedBody(job)).toEqual({ success: true, data: job });
});

test('a job that failed or was cancelled did not succeed, and says why', () => {
  const failed = jobThat({ status: 'failed', error: 'the disk is full', result: { refused: 1, error: 'x' } });
  expect(finishedBody(failed)).toEqual({
    success: false,
    error: 'the disk is full',
    refused: 1,
    data: failed,
  });
  const cancelled = jobThat({ status: 'cancelled' });
  expect(finishedBody(cancelled)).toEqual({
    success: false,
    error: 'the job was cancelled',
    data: cancelled,
  });
});

test('an event is one line of JSON, named after what happened', () => {
  const job = jobThat({ error: 'two\nlines' });
  expect(eventText(job, 7)).toBe(`event: progress\nid: 7\ndata: ${JSON.stringify(job)}\n\n`);
  expect(eventText(jobThat({ status: 'cancelled' }), 8)).toMatch(
    /^event: cancelled\nid: 8\ndata: [^\n]+\n\n$/,
  );
});
