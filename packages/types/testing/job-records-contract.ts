import { expect, test } from 'vitest';
import type { JobRecord, JobRecordFilter, JobRecords } from '../src/jobs/job-record.ts';

const record = (id: string, fields: Partial<JobRecord> = {}): JobRecord => ({
  id,
  type: 'import',
  status: 'queued',
  progress: { phase: 'queued', done: 0, total: 0 },
  payload: {},
  requestedBy: 'tester',
  createdAt: 1_000,
  taken: 0,
  ...fields,
});

const DEEP = Array.from({ length: 50 }).reduce<unknown>((inner) => ({ 'a.b': [inner] }), 'deep');
const ODD: readonly unknown[] = [
  null,
  0,
  'text',
  [],
  { '': 1, 'a.b': 2, a: { b: 3 } },
  { nul: '\u0000', lone: '\ud800', emoji: '💥', sep: '\u2028' },
  { big: 1e300, small: 5e-324, exact: 9_007_199_254_740_991, fraction: 0.1 },
  { mixed: [1, 'x', null, { y: [] }, [[]]] },
  DEEP,
  { long: 'x'.repeat(200_000) },
];

/** What every store of job records must do; the surrounding suite opens an empty one for each test. */
export function jobRecordsContract(current: () => JobRecords): void {
  const taken = (kept: JobRecord): JobRecord => ({ ...kept, taken: kept.taken + 1 });

  test('an empty store has none', async () => {
    expect(await current().get('import-1')).toBeNull();
    expect(await current().change('import-1', taken)).toBeNull();
    expect(await current().list({ limit: 10 })).toEqual({ records: [], total: 0 });
    expect(await current().removeFinishedBefore(Date.now())).toBe(0);
    await current().remove('import-1');
    expect(await current().get('import-1')).toBeNull();
  });

  test('a record is made once; the first stays', async () => {
    expect(await current().create(record('import-1', { requestedBy: 'first' }))).toBe(true);
    expect(await current().create(record('import-1', { requestedBy: 'second' }))).toBe(false);
    expect(await current().get('import-1')).toMatchObject({ requestedBy: 'first' });
    const made = await Promise.all(
      Array.from({ length: 6 }, (_, i) => current().create(record('import-2', { createdAt: i }))),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    const winner = made.indexOf(true);
    expect(await current().get('import-2')).toMatchObject({ createdAt: winner });
  });

  test('any JSON comes back as it was, also after a change', async () => {
    for (const [i, value] of ODD.entries()) {
      const given = record(`import-${i}`, {
        payload: value,
        checkpoint: { value },
        result: [value],
        org: 'o',
        error: 'an error',
        trouble: { since: 1, failures: 2, reason: 'why' },
        startedAt: 2_000,
        finishedAt: 3_000.5,
        cancelRequestedAt: 4,
        fingerprint: 'f',
      });
      await current().create(given);
      expect(await current().get(given.id)).toEqual(given);
      expect(await current().change(given.id, taken)).toEqual({ ...given, taken: 1 });
      expect(await current().get(given.id)).toEqual({ ...given, taken: 1 });
    }
  });

  test('what a change leaves out is gone', async () => {
    await current().create(record('import-1', { checkpoint: { line: 7 } }));
    await current().change('import-1', ({ checkpoint: _, ...kept }) => kept);
    expect(await current().get('import-1')).toEqual(record('import-1'));
  });

  test('a change that throws stores nothing, and its fault reaches the caller', async () => {
    await current().create(record('import-1'));
    const fault = new TypeError('not so');
    const refuse = () => {
      throw fault;
    };
    await expect(current().change('import-1', refuse)).rejects.toBe(fault);
    expect(await current().get('import-1')).toEqual(record('import-1'));
  });

  test('changes at once all act, each on what the one before left', async () => {
    await current().create(record('import-1'));
    const changed = await Promise.all(Array.from({ length: 12 }, () => current().change('import-1', taken)));
    expect(changed.map((one) => one?.taken).sort((a = 0, b = 0) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, i) => i + 1),
    );
    expect(await current().get('import-1')).toMatchObject({ taken: 12 });
  });

  test('what is removed is gone, and may be made again', async () => {
    await current().create(record('import-1'));
    await current().remove('import-1');
    expect(await current().get('import-1')).toBeNull();
    expect(await current().list({ limit: 10 })).toEqual({ records: [], total: 0 });
    expect(await current().create(record('import-1'))).toBe(true);
  });

  test('the list is by age, the newest first, filtered and counted, as of now', async () => {
    const records = [
      record('import-a', { createdAt: 1_000, org: 'o1' }),
      record('archive-by-date-b', { type: 'archive-by-date', createdAt: 3_000, org: 'o2' }),
      record('import-c', { createdAt: 2_000, requestedBy: 'other', status: 'active' }),
      record('import-d', { createdAt: 2_000, org: 'o1', status: 'failed', finishedAt: 9_000 }),
    ] as const;
    for (const each of records) await current().create(each);
    const [a, b, c, d] = records;
    const listed = async (filter: Omit<JobRecordFilter, 'limit'>, limit = 10) =>
      current().list({ ...filter, limit });
    expect(await listed({})).toEqual({ records: [b, d, c, a], total: 4 });
    expect(await listed({}, 2)).toEqual({ records: [b, d], total: 4 });
    expect(await listed({}, 0)).toEqual({ records: [], total: 4 });
    expect(await listed({ types: ['import'] })).toEqual({ records: [d, c, a], total: 3 });
    expect(await listed({ types: [] })).toEqual({ records: [], total: 0 });
    expect(await listed({ types: undefined, statuses: ['queued', 'active'] })).toEqual({
      records: [b, c, a],
      total: 3,
    });
    expect(await listed({ org: 'o1' })).toEqual({ records: [d, a], total: 2 });
    expect(await listed({ org: 'O1' })).toEqual({ records: [], total: 0 });
    expect(await listed({ requestedBy: 'other' })).toEqual({ records: [c], total: 1 });
    expect(await listed({ createdFrom: 2_000 })).toEqual({ records: [b, d, c], total: 3 });
    expect(await listed({ createdTo: 2_000 })).toEqual({ records: [d, c, a], total: 3 });
    expect(await listed({ createdFrom: 1_001, createdTo: 2_999, statuses: ['failed'] }, 1)).toEqual({
      records: [d],
      total: 1,
    });
    await current().change('import-a', (kept) => ({ ...kept, status: 'completed' }));
    expect(await listed({ statuses: ['completed'] })).toMatchObject({ records: [{ id: 'import-a' }] });
  });

  test('records of jobs that finished before a time are removed, others stay', async () => {
    await current().create(record('import-old', { status: 'completed', finishedAt: 4_999 }));
    await current().create(record('import-young', { status: 'failed', finishedAt: 5_000 }));
    await current().create(record('import-waiting'));
    await current().create(record('import-changed'));
    await current().change('import-changed', (kept) => ({ ...kept, status: 'cancelled', finishedAt: 1 }));
    expect(await current().removeFinishedBefore(5_000)).toBe(2);
    expect(await current().get('import-old')).toBeNull();
    expect(await current().get('import-changed')).toBeNull();
    const { records } = await current().list({ limit: 10 });
    expect(records.map(({ id }) => id)).toEqual(['import-young', 'import-waiting']);
  });
}
