import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HeldJob } from '@achilles/queue';
import { Job } from '@achilles/types';
import { describe, expect, test, vi } from 'vitest';
import { eventually, failure, RESULT } from './job-client.ts';
import { JOB_ENGINES, jobsOnEngines } from './jobs-on-engines.ts';

/** Works until it is told to end. */
async function endless({ signal }: HeldJob): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
  signal.throwIfAborted();
}

describe.each(JOB_ENGINES)('jobs %s', (_, open) => {
  const api = jobsOnEngines(open);

  const idsOf = ({ body }: { body: Record<string, unknown> }) =>
    Job.array()
      .parse(body.data)
      .map(({ id }) => id);

  describe('that are cancelled', () => {
    test('before they begin are cancelled at once, and never begin', async () => {
      const id = await api.client.submitted();
      const reply = await api.client.cancel(id);
      expect(reply).toMatchObject({
        status: 200,
        body: { success: true, data: { id, status: 'cancelled' } },
      });
      expect(Job.parse(reply.body.data).finishedAt).toBeDefined();
      const taken: string[] = [];
      api.installation.work(async (held) => {
        taken.push(held.id);
        return RESULT;
      });
      const next = await api.client.submitted();
      await eventually(() => api.client.status(next)).toBe('completed');
      expect(taken).toEqual([next]);
      expect(await api.client.cancel(id)).toMatchObject({
        status: 200,
        body: { data: { status: 'cancelled' } },
      });
      expect(await api.client.status(id)).toBe('cancelled');
    });

    test('while a worker has them end a moment later', async () => {
      api.installation.work(endless);
      const id = await api.client.submitted();
      await eventually(() => api.client.status(id)).toBe('active');
      const reply = await api.client.cancel(id);
      expect(reply).toMatchObject({ status: 202, body: { success: true, data: { id, status: 'active' } } });
      expect(reply.headers.get('Location')).toBe(`/api/analytics/jobs/${id}`);
      expect(reply.headers.get('Retry-After')).toBe('1');
      await eventually(() => api.client.status(id)).toBe('cancelled');
    });

    test('end the wait of whoever asked for them', async () => {
      const waiting = api.client.import({ Prefer: 'wait=30' });
      await eventually(async () => idsOf(await api.client.list('')).length).toBe(1);
      const [id = ''] = idsOf(await api.client.list(''));
      await api.client.cancel(id);
      expect(await waiting).toMatchObject({
        status: 200,
        body: { success: false, error: 'the job was cancelled', data: { id, status: 'cancelled' } },
      });
    });

    test('after they ended are told how they did', async () => {
      api.installation.work(async () => RESULT);
      const id = await api.client.submitted();
      await eventually(() => api.client.status(id)).toBe('completed');
      const reply = await api.client.cancel(id);
      expect(reply.status).toBe(409);
      expect(failure(reply)).toMatch(/^job import-\w+ completed at \S+Z and can not be cancelled any more$/);
    });

    test('are none for pages of other origins, nor where there are none', async () => {
      const id = await api.client.submitted();
      expect((await api.client.cancel(id, { Origin: 'https://evil.example' })).status).toBe(403);
      expect(await api.client.status(id)).toBe('queued');
      const refused = await api.client.cancel('import-0');
      expect(refused.status).toBe(404);
      expect(failure(refused)).toContain('there is no job import-0');
      expect((await api.client.call(`/api/analytics/jobs/${id}?now=1`, { method: 'DELETE' })).status).toBe(
        400,
      );
    });
  });

  test('are listed by caller, organization and time', async () => {
    const bound = { requestedBy: 'someone', org: 'o1' };
    const payload = { upload: 'none', bytes: 0, strict: false };
    const { id: first } = await api.installation.queue.submit('import', payload, bound);
    await sleep(5);
    const { id: second, createdAt } = await api.installation.queue.submit('import', payload, {
      requestedBy: 'someone else',
    });
    const list = async (query: string) => {
      const reply = await api.client.list(query);
      return [Number(reply.headers.get('X-Total-Count')), ...idsOf(reply)];
    };
    expect(await list('')).toEqual([2, second, first]);
    expect(await list('requestedBy=someone')).toEqual([1, first]);
    expect(await list('org=o1')).toEqual([1, first]);
    expect(await list('org=o2')).toEqual([0]);
    expect(await list(`from=${createdAt}`)).toEqual([1, second]);
    expect(await list(`to=${Date.parse(createdAt) - 1}`)).toEqual([1, first]);
    expect(await list('from=now-1h&to=now&limit=1')).toEqual([2, second]);
    expect(await list('to=now-1h')).toEqual([0]);
    expect(await list('status=cancelled,failed')).toEqual([0]);
    for (const query of ['from=soon', 'from=now&to=now-1h', 'timezone=Mars', 'org=a&org=b'])
      expect((await api.client.list(query)).status, query).toBe(400);
  });

  describe('that are followed', () => {
    const blocks = (text: string) => text.trimEnd().split('\n\n');
    const read = (block: string | undefined) => {
      const [, event, id, data] = /^event: (\w+)\nid: (\d+)\ndata: (.*)$/.exec(block ?? '') ?? [];
      return { event, id: Number(id), job: Job.parse(JSON.parse(data ?? 'null')) };
    };

    test('tell each change to their end', async () => {
      const id = await api.client.submitted();
      const response = await api.client.events(id, {
        headers: { Accept: 'text/event-stream', 'Accept-Encoding': 'gzip, br', 'Last-Event-ID': '41' },
      });
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      });
      expect(response.headers.get('Content-Encoding')).toBeNull();
      api.installation.work(async (held) => {
        await held.report({ phase: 'storing', done: 1, total: 2 });
        await sleep(1_500);
        return RESULT;
      });
      const [first, ...events] = blocks(await response.text());
      expect(first).toBe('retry: 2000');
      const told = events.map(read);
      expect(told.map(({ id }) => id)).toEqual(told.map((_, index) => index + 1));
      expect(told[0]).toMatchObject({ event: 'progress', job: { id, status: 'queued' } });
      expect(told.map(({ event }) => event).slice(0, -1)).toEqual(Array(told.length - 1).fill('progress'));
      expect(told.some(({ job }) => job.status === 'active' && job.progress.done === 1)).toBe(true);
      expect(told.at(-1)).toMatchObject({ event: 'completed', job: { status: 'completed', result: RESULT } });
      const once = blocks(await (await api.client.events(id)).text());
      expect(once.length).toBe(2);
      expect(read(once[1])).toMatchObject({ event: 'completed', id: 1 });
    });

    test('tell at once that they were cancelled', async () => {
      const id = await api.client.submitted();
      const response = await api.client.events(id);
      await api.client.cancel(id);
      expect(read(blocks(await response.text()).at(-1))).toMatchObject({ event: 'cancelled' });
    });

    test('are let go of when the process stops, and when the caller leaves', async () => {
      const id = await api.client.submitted();
      const asked = vi.spyOn(api.installation.queue, 'get');
      const leaving = new AbortController();
      const left = await api.client.events(id, { signal: leaving.signal });
      await eventually(() => asked.mock.calls.length).toBeGreaterThan(1);
      leaving.abort();
      await expect(left.text()).rejects.toThrow();
      await sleep(200);
      const before = asked.mock.calls.length;
      await sleep(1_200);
      expect(asked.mock.calls.length).toBe(before);
      const response = await api.client.events(id);
      api.installation.stopping.abort();
      const started = performance.now();
      expect(read(blocks(await response.text()).at(-1))).toMatchObject({ event: 'progress', id: 1 });
      expect(performance.now() - started).toBeLessThan(2_000);
    });

    test('are refused where there are none, and to who takes no events', async () => {
      const id = await api.client.submitted();
      expect((await api.client.events('import-0')).status).toBe(404);
      expect((await api.client.events(id, { headers: { Accept: 'application/json' } })).status).toBe(406);
      expect((await api.client.events(`${id}/more`)).status).toBe(404);
      expect((await api.client.events(id, { method: 'HEAD' })).status).toBe(200);
      expect((await api.client.events(id, { method: 'POST' })).status).toBe(405);
    });
  });
});
