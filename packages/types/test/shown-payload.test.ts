import { expect, test } from 'vitest';
import type { z } from 'zod';
import { JOB_NAMES, JOBS, type JobDeclaration, type JobName } from '../src/index.ts';

const MISSED = { count: 2, first: '1970-01-02T00:00:00.000Z', last: '1970-01-03T00:00:00.000Z' };
const DAY = 24 * 3_600_000;
const keys = (count: number) => Array.from({ length: count }, (_, i) => `standalone::t::h::${i}`);

const SHOWN: readonly [JobName, unknown, Record<string, unknown>][] = [
  ['import', { upload: 'import-1', bytes: 7, strict: true }, { bytes: 7, strict: true }],
  [
    'archive',
    { groupKeys: keys(500), dryRun: false, org: 'o' },
    { groupKeys: keys(10), groupKeyCount: 500, dryRun: false },
  ],
  [
    'archive-by-date',
    { before: 0, dryRun: true, dropEmpty: false },
    { before: '1970-01-01T00:00:00.000Z', dryRun: true, dropEmpty: false },
  ],
  [
    'restore',
    { rows: { jobId: 'archive-1' }, dryRun: false, org: 'o' },
    { jobId: 'archive-1', dryRun: false },
  ],
  [
    'restore',
    { rows: { from: 0, to: DAY - 1 }, dryRun: false },
    { from: '1970-01-01T00:00:00.000Z', to: '1970-01-01T23:59:59.999Z', dryRun: false },
  ],
  [
    'restore',
    { rows: { from: null, to: 0 }, dryRun: true },
    { to: '1970-01-01T00:00:00.000Z', dryRun: true },
  ],
  [
    'retention',
    { days: 1, scheduledFor: 3 * DAY, missed: false, cron: '0 3 * * *' },
    {
      before: '1970-01-03T00:00:00.000Z',
      days: 1,
      dropEmpty: false,
      scheduledFor: '1970-01-04T00:00:00.000Z',
      missed: false,
    },
  ],
  [
    'retention',
    { days: 1, dropEmpty: true, scheduledFor: 3 * DAY, missed: true, missedRuns: MISSED },
    {
      before: '1970-01-03T00:00:00.000Z',
      days: 1,
      dropEmpty: true,
      scheduledFor: '1970-01-04T00:00:00.000Z',
      missed: true,
      missedRuns: MISSED,
    },
  ],
  ['index-create', { index: 'achilles-results-a' }, { index_name: 'achilles-results-a' }],
];

test.each(SHOWN)('%s tells what was asked for, resolved, and nothing internal', (name, payload, expected) => {
  const declared: JobDeclaration = JOBS[name];
  const shown = declared.shown.of((declared.payload as z.ZodType).parse(payload));
  expect(shown).toEqual(expected);
  expect(declared.shown.schema.parse(shown)).toEqual(expected);
});

test('every job type tells something', () => {
  expect(new Set(SHOWN.map(([name]) => name))).toEqual(new Set(JOB_NAMES));
});
