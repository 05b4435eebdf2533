import { describe, expect, test } from 'vitest';
import { ApiError, JOB_NAMES, JOBS, type JobDeclaration, type JobName, parseBody } from '../src/index.ts';

const CONTEXT = {
  now: Date.parse('2026-04-23T00:00:00Z'),
  newIndexProblem: (name: string) => (name.startsWith('achilles-') ? null : `'${name}' is not read`),
};
const KEY = 'standalone::t::h::1';

function refusal(name: JobName, body: unknown): ApiError {
  const { request }: JobDeclaration = JOBS[name];
  if (request?.body !== 'json') throw new Error(`${name} is not asked for with JSON`);
  try {
    request.toPayload(parseBody(request.accepts, body), CONTEXT);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('the body was accepted');
}

const LIST = 'a list of 1 to 500 group keys, as executions/paginated tells them';
const FAULTS: readonly [JobName, unknown, string][] = [
  ['archive-by-date', {}, 'before is required: an ISO time, epoch milliseconds, or now-90d'],
  ['archive-by-date', { before: null }, 'before must be an ISO time, epoch milliseconds, or now-90d'],
  ['archive-by-date', { before: 'now', dryRun: 'yes' }, "dryRun must be true or false, not 'yes'"],
  ['archive-by-date', { before: 'now', dropEmpty: null }, 'dropEmpty must be true or false, not null'],
  ['archive-by-date', { before: 'now', timezone: 1 }, 'timezone must be text, not 1'],
  [
    'archive-by-date',
    { before: 'now', timezone: 'Mars' },
    "timezone must be an IANA time zone such as Europe/Paris, not 'Mars'",
  ],
  ['archive-by-date', [], 'the body must be a JSON object, not a list'],
  ['archive-by-date', null, 'the body must be a JSON object, not null'],
  ['archive', {}, `groupKeys is required: ${LIST}`],
  ['archive', { groupKeys: KEY }, `groupKeys must be ${LIST}`],
  ['archive', { groupKeys: [] }, `groupKeys must be ${LIST}, and is empty`],
  [
    'archive',
    { groupKeys: Array(501).fill(KEY) },
    `groupKeys must be ${LIST}, not 501; archive the others in another job`,
  ],
  ['archive', { groupKeys: [KEY, 7] }, 'groupKeys.1 must be text, not 7'],
  [
    'archive',
    { groupKeys: [KEY, 'bundle::a::b::8640000000000001'] },
    "groupKeys.1 must be bundle::<bundle_id>::<hostname>::<event_time_ms> or standalone::<test_uuid>::<hostname>::<event_time_ms>, not 'bundle::a::b::8640000000000001'",
  ],
  [
    'archive',
    { groupKeys: [KEY, 'x'] },
    "groupKeys.1 must be bundle::<bundle_id>::<hostname>::<event_time_ms> or standalone::<test_uuid>::<hostname>::<event_time_ms>, not 'x'",
  ],
  [
    'archive',
    { groupKeys: [KEY], dropEmpty: true },
    "unknown field 'dropEmpty'; accepted are groupKeys, dryRun",
  ],
  ['archive', { groupKeys: [KEY], dryrun: true }, "unknown field 'dryrun'; did you mean 'dryRun'?"],
  ['restore', {}, 'the body must say what to restore: either jobId, or from and to together'],
  ['restore', { from: {}, to: 'now' }, 'from must be an ISO time, epoch milliseconds, or now-90d'],
  ['index-create', {}, 'index_name is required: the index to create, such as achilles-results-2026.04'],
  [
    'index-create',
    { index_name: 1 },
    'index_name must be the name of an index, such as achilles-results-2026.04',
  ],
  [
    'index-create',
    { index_name: 'A b' },
    "index_name must be lower-case letters, digits, -, . and _, and start with a letter or digit, not 'A b'",
  ],
  ['index-create', { index_name: 'other' }, "index_name 'other' is not read"],
  ['index-create', { index_name: `a${'b'.repeat(255)}` }, 'index_name must be at most 255 characters long'],
];

describe('a job that is asked for wrongly', () => {
  test.each(FAULTS)('%s %j', (name, body, message) => {
    const error = refusal(name, body);
    expect(error.status).toBe(400);
    expect(error.message).toBe(message);
    expect(error.details?.map((detail) => detail.message)).toEqual([message]);
  });

  test('is told of every fault at once', () => {
    expect(refusal('archive-by-date', { dryRun: 1, limit: 5 }).message.split('; ').sort()).toEqual([
      'accepted are before, timezone, dryRun, dropEmpty',
      'before is required: an ISO time, epoch milliseconds, or now-90d',
      'dryRun must be true or false, not 1',
      "unknown field 'limit'",
    ]);
  });

  test('never meets the words of the library that reads it', () => {
    const values = [null, 1, -1.5, '', 'x', true, [], {}, [null], 'é'.repeat(600), Array(600).fill({})];
    for (const name of JOB_NAMES) {
      const { request }: JobDeclaration = JOBS[name];
      if (request?.body !== 'json') continue;
      const fields = Object.keys((request.accepts as unknown as { shape: object }).shape);
      expect(fields.length).toBeGreaterThan(0);
      for (const field of fields) {
        for (const value of values) {
          const { error } = request.accepts.safeParse({ [field]: value });
          if (error === undefined) continue;
          expect(refusal(name, { [field]: value }).message).not.toMatch(
            /invalid|expected|received|too (big|small)/i,
          );
        }
      }
    }
  });
});
