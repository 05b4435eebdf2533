import { setTimeout as sleep } from 'node:timers/promises';
import { FinalFailure } from '@achilles/queue';
import { Job } from '@achilles/types';
import { describe, expect, test, vi } from 'vitest';
import { eventually, failure, LINE, RESULT } from './job-client.ts';
import { JOB_ENGINES, jobsOnEngines } from './jobs-on-engines.ts';

describe.each(JOB_ENGINES)('requests for jobs %s', (_, open) => {
  const api = jobsOnEngines(open);

  const uploads = async () => (await api.installation.staging.list()).map(({ id }) => id);
  const jobs = async () => Number((await api.client.list('')).headers.get('X-Total-Count'));

  describe('Prefer: wait', () => {
    test('answers a job that ends in time with the fields of its result', async () => {
      api.installation.work(async () => RESULT);
      const { status, headers, body } = await api.client.import({ Prefer: 'respond-async, wait=30' });
      expect(status).toBe(200);
      const job = Job.parse(body.data);
      expect(body).toEqual({ success: true, data: job, ...RESULT });
      expect(job).toMatchObject({ status: 'completed', result: RESULT });
      expect(headers.get('Preference-Applied')).toBe('wait=30');
      expect(headers.get('Location')).toBe(`/api/analytics/jobs/${job.id}`);
      expect(headers.get('Retry-After')).toBeNull();
    });

    test('answers a job that fails with why it did', async () => {
      api.installation.work(async () => {
        throw new FinalFailure('1 line was refused');
      });
      const { status, body } = await api.client.import({ Prefer: 'wait=90' });
      expect(status).toBe(200);
      expect(body).toMatchObject({ success: false, error: '1 line was refused', data: { status: 'failed' } });
    });

    test('answers a job that takes longer as if nothing had been preferred', async () => {
      const { status, headers, body, seconds } = await api.client.import({ Prefer: 'wait=1' });
      expect(status).toBe(202);
      expect(seconds).toBeGreaterThan(0.95);
      expect(headers.get('Preference-Applied')).toBe('wait=1');
      expect(headers.get('Retry-After')).toBe('1');
      expect(body).toMatchObject({ success: true, data: { status: 'queued' } });
    });

    test('that is malformed is passed over', async () => {
      const { status, headers, seconds } = await api.client.import({ Prefer: 'wait=soon, return=minimal' });
      expect(status).toBe(202);
      expect(headers.get('Preference-Applied')).toBeNull();
      expect(seconds).toBeLessThan(5);
    });

    test('ends when the process stops', async () => {
      const waiting = api.client.import({ Prefer: 'wait=60' });
      await eventually(jobs).toBe(1);
      api.installation.stopping.abort();
      const { status, seconds } = await waiting;
      expect(status).toBe(202);
      expect(seconds).toBeLessThan(10);
    });

    test('asks no more once its caller has left', async () => {
      const asked = vi.spyOn(api.installation.queue, 'get');
      const leaving = new AbortController();
      const waiting = fetch(`${api.installation.url}/api/analytics/executions/import`, {
        method: 'POST',
        body: new Blob([LINE]),
        headers: { Prefer: 'wait=60' },
        signal: leaving.signal,
      });
      await eventually(() => asked.mock.calls.length).toBeGreaterThan(1);
      leaving.abort();
      await expect(waiting).rejects.toThrow();
      await sleep(600);
      const before = asked.mock.calls.length;
      await sleep(1_200);
      expect(asked.mock.calls.length).toBe(before);
    });
  });

  describe('Idempotency-Key', () => {
    const key = { 'Idempotency-Key': 'k 1' };

    test('leads the same request to the first job, as it is then', async () => {
      const first = await api.client.import(key);
      const { id } = Job.parse(first.body.data);
      expect(first.headers.get('Idempotent-Replayed')).toBeNull();
      const kept = await uploads();
      expect(kept.length).toBe(1);
      const again = await api.client.import(key);
      expect(again).toMatchObject({ status: 202, body: { data: { id, status: 'queued' } } });
      expect(again.headers.get('Idempotent-Replayed')).toBe('true');
      expect(await uploads()).toEqual(kept);
      expect(await jobs()).toBe(1);
      api.installation.work(async () => RESULT);
      const waited = await api.client.import({ ...key, Prefer: 'wait=30' });
      expect(waited).toMatchObject({ status: 200, body: { ...RESULT, data: { id, status: 'completed' } } });
      const last = await api.client.import({ ...key, 'Content-Type': 'application/octet-stream' });
      expect(last).toMatchObject({ status: 200, body: { ...RESULT, success: true, data: { id } } });
      expect(last.headers.get('Idempotent-Replayed')).toBe('true');
      expect(await jobs()).toBe(1);
    });

    test('is refused for another request, which leaves nothing', async () => {
      const { id } = Job.parse((await api.client.import(key)).body.data);
      const kept = await uploads();
      for (const [body, query] of [
        ['{"_id": "2"}\n', ''],
        [LINE + LINE, ''],
        [LINE, '?strict=true'],
      ] as const) {
        const reply = await api.client.import(key, body, query);
        expect(reply.status).toBe(422);
        expect(failure(reply)).toContain(`led to job ${id}`);
      }
      expect(await uploads()).toEqual(kept);
      expect(await jobs()).toBe(1);
    });

    test('that is another one, or none, is another job', async () => {
      const ids = new Set<string>();
      for (const headers of [key, { 'Idempotency-Key': 'K 1' }, {}, {}])
        ids.add(Job.parse((await api.client.import(headers)).body.data).id);
      expect(ids.size).toBe(4);
      expect(await jobs()).toBe(4);
    });

    test.each(['', 'k'.repeat(256), 'caf\u00e9'])('%o is refused by name', async (text) => {
      const reply = await api.client.import({ 'Idempotency-Key': text });
      expect(reply.status).toBe(400);
      expect(reply.body).toMatchObject({ details: [{ path: 'Idempotency-Key' }] });
      expect(await uploads()).toEqual([]);
    });

    test('is not used up by bad input', async () => {
      expect((await api.client.import(key, '')).status).toBe(400);
      const reply = await api.client.import(key);
      expect(reply.status).toBe(202);
      expect(reply.headers.get('Idempotent-Replayed')).toBeNull();
      expect((await api.client.import(key, '')).status).toBe(400);
    });

    test('leads many equal requests at once to one job', async () => {
      const replies = await Promise.all(Array.from({ length: 6 }, () => api.client.import(key)));
      expect(replies.map(({ status }) => status)).toEqual(Array(6).fill(202));
      expect(new Set(replies.map(({ body }) => Job.parse(body.data).id)).size).toBe(1);
      expect(await jobs()).toBe(1);
      let taken = 0;
      api.installation.work(async () => {
        taken += 1;
        return RESULT;
      });
      const [reply] = replies;
      const { id } = Job.parse(reply?.body.data);
      await eventually(() => api.client.status(id)).toBe('completed');
      await sleep(500);
      expect(taken).toBe(1);
    });
  });
});
