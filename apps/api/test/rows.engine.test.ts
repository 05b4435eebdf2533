import { AchillesClient } from '@achilles/client';
import { demoLines } from '@achilles/demo-data';
import { importExecutions, type ResultReader, type Snapshot, type Store } from '@achilles/query-core';
import { EnrichedTestExecution } from '@achilles/types';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openEmbedded, startApi, type TestApi, type TestStore } from './api-over-store.ts';

const ROWS = 25_000;
const NOW = Date.UTC(2026, 3, 23, 14);
const ALL = { from: '2020' } as const;

let opened: TestStore;
let store: Store;
let app: TestApi;
let client: AchillesClient;
/** Batches that exports have been given. */
let batches = 0;

async function* demoBytes(): AsyncGenerator<Buffer> {
  for (const line of demoLines({ count: ROWS, seed: 5, now: NOW }))
    yield Buffer.from(`${JSON.stringify(line)}\n`);
}

/** The store's reader, counting what is fetched. */
function counting(reader: ResultReader): ResultReader {
  const counted = (snapshot: Snapshot): Snapshot => ({
    asOf: snapshot.asOf,
    riskAcceptances: () => snapshot.riskAcceptances(),
    run: (plan) => snapshot.run(plan),
    hold: () => snapshot.hold(),
    finish: () => snapshot.finish(),
    async *stream(rows) {
      for await (const batch of snapshot.stream(rows)) {
        batches += 1;
        yield batch;
      }
    },
  });
  return {
    withSnapshot: (use, signal) => reader.withSnapshot((snapshot) => use(counted(snapshot)), signal),
    withHeld: (id, use, signal) => reader.withHeld(id, (snapshot) => use(counted(snapshot)), signal),
    release: (id) => reader.release(id),
  };
}

beforeAll(async () => {
  opened = await openEmbedded();
  ({ store } = opened);
  const { settings } = opened;
  await importExecutions(demoBytes(), { settings, writer: store.writer });
  const options = { redisUrl: inject('redisUrl'), clock: () => NOW, reader: counting(store.reader) };
  app = await startApi(store, settings, options);
  client = new AchillesClient({ url: app.url, retries: 0 });
});
afterAll(async () => {
  await app.stop();
  await opened.close();
});

const analytics = (path: string, init?: RequestInit) => fetch(`${app.url}/api/analytics/${path}`, init);
const refused = async (response: Response) => {
  const { details } = (await response.json()) as { details?: { path: string }[] };
  return { status: response.status, path: details?.[0]?.path };
};

async function idsOf(rows: AsyncIterable<{ readonly id: string }>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of rows) ids.push(id);
  return ids;
}

describe('pages', () => {
  test('a walk by cursor brings the rows of the pages by number', async () => {
    const query = { ...ALL, severities: ['critical'], pageSize: 700, sortField: 'hostname' } as const;
    const walked = await idsOf(client.executions(query));
    const first = await client.get('paginatedExecutions', query);
    const { totalItems, totalPages } = first.pagination as { totalItems: number; totalPages: number };
    expect(totalPages).toBeGreaterThan(2);
    expect(walked.length).toBe(totalItems);
    expect(new Set(walked).size).toBe(totalItems);
    const last = await client.get('paginatedExecutions', { ...query, page: totalPages });
    expect('data' in last && last.data.map(({ id }) => id)).toEqual(walked.slice((totalPages - 1) * 700));
    expect(last.pagination).not.toHaveProperty('nextCursor');
  });

  test('groups hold every row once, with the counts of their members', async () => {
    const ids: string[] = [];
    for await (const group of client.groups({ ...ALL, pageSize: 1_000 })) {
      expect(group.members.length).toBe(group.totalCount);
      expect(group.members[0]).toEqual(group.representative);
      ids.push(...group.members.map(({ id }) => id));
    }
    expect(ids.length).toBe(ROWS);
    expect(new Set(ids).size).toBe(ROWS);
  });

  test('a cursor answers by the clock of its first page, whatever the time is', async () => {
    const first = await analytics('executions/paginated?from=now-30d&pageSize=10');
    const { pagination } = (await first.json()) as { pagination: { nextCursor: string } };
    const next = await analytics(
      `executions/paginated?from=now-30d&pageSize=10&cursor=${pagination.nextCursor}`,
    );
    expect(next.status).toBe(200);
    expect(next.headers.get('X-Window')).toBe(first.headers.get('X-Window'));
    expect(next.headers.get('X-As-Of')).toBe(first.headers.get('X-As-Of'));
  });

  test('a cursor of another question, and one that was altered, is refused by name', async () => {
    const first = await analytics('executions/paginated?from=2020&pageSize=10');
    const { pagination } = (await first.json()) as { pagination: { nextCursor: string } };
    const { nextCursor } = pagination;
    for (const query of [
      `from=2020&pageSize=11&cursor=${nextCursor}`,
      `from=2020&pageSize=10&cursor=${nextCursor.slice(0, -1)}`,
      `from=2020&pageSize=10&cursor=nonsense`,
    ])
      expect(await refused(await analytics(`executions/paginated?${query}`))).toEqual({
        status: 400,
        path: 'cursor',
      });
    const beyond = await analytics(`executions/paginated?from=2020&pageSize=10&page=7&cursor=${nextCursor}`);
    expect(await refused(beyond)).toEqual({ status: 400, path: 'page' });
  });
});

describe('the export', () => {
  test('NDJSON and CSV hold every row, newest first', async () => {
    const rows: EnrichedTestExecution[] = [];
    for await (const row of client.exportRows(ALL)) rows.push(row);
    expect(rows.length).toBe(ROWS);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(ROWS);
    const times = rows.map(({ timestamp }) => timestamp);
    expect(times).toEqual(times.toSorted().reverse());
    EnrichedTestExecution.array().parse(rows.slice(0, 100));

    const response = await analytics('executions/export?from=2020&format=csv');
    expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('Content-Disposition')).toMatch(
      /^attachment; filename="executions-.*\.csv"$/,
    );
    const [header = [], ...cells] = parse(await response.text(), { record_delimiter: '\r\n' });
    expect(cells.length).toBe(ROWS);
    const id = header.indexOf('id');
    expect(cells.map((line) => line[id])).toEqual(rows.map((row) => row.id));
  });

  test('the format is that of the parameter, else of Accept', async () => {
    const typeOf = async (query: string, accept: string) => {
      const headers = { Accept: accept };
      const response = await analytics(`executions/export?from=${query}`, { method: 'HEAD', headers });
      return response.status === 200 ? response.headers.get('Content-Type') : response.status;
    };
    const [csv, ndjson] = ['text/csv; charset=utf-8', 'application/x-ndjson; charset=utf-8'];
    expect(await typeOf('2026', '*/*')).toBe(csv);
    expect(await typeOf('2026', 'application/x-ndjson')).toBe(ndjson);
    expect(await typeOf('2026&format=ndjson', 'text/csv')).toBe(ndjson);
    expect(await typeOf('2026', 'application/json')).toBe(406);
    expect(await typeOf('2026&format=xml', '*/*')).toBe(400);
  });

  test('no row is an empty file with a header', async () => {
    const response = await analytics('executions/export?from=2030&format=csv');
    expect(await response.text()).toMatch(/^test_uuid,.*\r\n$/);
    expect(await (await analytics('executions/export?from=2030&format=ndjson')).text()).toBe('');
  });

  test('one that breaks off goes on in the same snapshot, without what was written meanwhile', async () => {
    const whole = await idsOf(client.exportRows(ALL));
    const leaving = new AbortController();
    const { bytes, cursor } = await client.exportFile('ndjson', ALL, { signal: leaving.signal });
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of bytes) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > 500_000) break;
    }
    leaving.abort();
    const arrived = text.split('\n').slice(0, -1);
    expect(arrived.length).toBeGreaterThan(100);
    await store.writer.write([
      {
        ...{ index: 'achilles-results-x', id: 'late', source: {} },
        execution: {
          ...{ event_time: NOW, org: null, hostname: 'h', error_code: 101, test_uuid: 'u', test_name: 'n' },
          ...{ is_protected: false, defender_detected: false, defender_stage_detected: false },
          ...{ error_name: null, category: null, subcategory: null, severity: null, target: null },
          ...{ complexity: null, threat_actor: null, tenant_label: null, techniques: [], tactics: [] },
          ...{ tags: [], score: null, bundle_id: null, bundle_name: null, control_id: null },
          ...{ control_validator: null, is_bundle_control: false },
        },
      },
    ]);
    const rest = await idsOf(client.exportRows({ ...ALL, cursor, skip: arrived.length }));
    expect([...arrived.map((line) => JSON.parse(line).id as string), ...rest]).toEqual(whole);
    expect(rest).not.toContain('achilles-results-x/late');
    // What was sent may not have arrived: the same may be asked for again.
    expect(await idsOf(client.exportRows({ ...ALL, cursor, skip: whole.length - 3 }))).toEqual(
      whole.slice(-3),
    );
  });

  test('without the cursor that it belongs to, skip is refused', async () => {
    expect(await refused(await analytics('executions/export?from=2020&skip=5'))).toEqual({
      status: 400,
      path: 'skip',
    });
  });

  test('a caller who does not read is not read for, one who leaves ends the reading', async () => {
    batches = 0;
    const leaving = new AbortController();
    const { bytes } = await client.exportFile('ndjson', ALL, { signal: leaving.signal });
    await expect.poll(() => batches, { interval: 300 }).toBeGreaterThan(0);
    let before: number;
    do {
      before = batches;
      await new Promise((resolve) => setTimeout(resolve, 400));
    } while (batches > before);
    leaving.abort();
    await bytes.cancel().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(batches).toBe(before);
    expect((await client.get('defenseScore', ALL)).totalExecutions).toBeGreaterThan(0);
  });
});
