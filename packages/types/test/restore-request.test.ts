import { expect, test } from 'vitest';
import { type ApiError, JOBS, parseBody } from '../src/index.ts';

const DIGITS = '0123456789abcdef'.repeat(2);
const { accepts, toPayload } = JOBS.restore.request;
const CONTEXT = { now: Date.parse('2026-04-23T00:00:00Z'), newIndexProblem: () => null };
const parse = (body: unknown) => toPayload(parseBody(accepts, body), CONTEXT);

function refusal(body: unknown): ApiError {
  try {
    parse(body);
  } catch (error) {
    return error as ApiError;
  }
  throw new Error('the body was accepted');
}

test.each(['archive', 'archive-by-date', 'retention'])(
  'what a job of type %s archived is named by its id',
  (type) => {
    const jobId = `${type}-${DIGITS}`;
    expect(parse({ jobId })).toEqual({ rows: { jobId }, dryRun: false });
  },
);

test.each([
  'foo',
  '',
  `import-${DIGITS}`,
  `restore-${DIGITS}`,
  `index-create-${DIGITS}`,
  `archive-${DIGITS}0`,
  `archive-${DIGITS.slice(1)}`,
  `archive-${DIGITS.toUpperCase()}`,
  `x-archive-${DIGITS}`,
])('%j is the id of no job that archived rows', (jobId) => {
  const { status, details } = refusal({ jobId });
  expect(status).toBe(400);
  expect(details).toEqual([
    {
      path: 'jobId',
      message: expect.stringMatching(
        /must be the id of a job that archived rows: archive, archive-by-date, retention, .* not '/,
      ),
    },
  ]);
});

test('a window has both ends', () => {
  expect(parse({ from: 0, to: '1970-01-02' })).toEqual({
    rows: { from: 0, to: Date.parse('1970-01-03T00:00:00Z') - 1 },
    dryRun: false,
  });
});

test.each([
  [{}, 'body', 'either jobId, or from and to together'],
  [
    { from: '2026-01-01' },
    'to',
    'is required together with from: an ISO time, epoch milliseconds, or now-90d',
  ],
  [{ to: '2026-01-01' }, 'from', 'is required together with to: an ISO time, epoch milliseconds, or now-90d'],
  [{ jobId: `archive-${DIGITS}`, from: 1 }, 'jobId', 'give either jobId, or from and to together'],
  [{ jobId: `archive-${DIGITS}`, from: 1, to: 2 }, 'jobId', 'give either jobId, or from and to together'],
])('%j says what goes together', (body, path, message) => {
  expect(refusal(body).details).toEqual([{ path, message: expect.stringContaining(message) }]);
});
