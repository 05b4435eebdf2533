import { ErrorEnvelope, OPERATIONS, readExecution } from '@achilles/types';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { everyStore, startApi, type TestApi, type TestStore } from './api-over-store.ts';

const PATH = '/api/analytics/indices';

describe.each(everyStore(inject('elasticsearch')))('indices over HTTP on %s', (_, openTestStore) => {
  let opened: TestStore;
  let api: TestApi;
  beforeEach(async () => {
    opened = await openTestStore();
    api = await startApi(opened.store, opened.settings, { redisUrl: inject('redisUrl'), clock: Date.now });
  });
  afterEach(async () => {
    await api.stop();
    await opened.close();
  });

  async function list(query = '') {
    const response = await fetch(`${api.url}${PATH}?${query}`);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    return OPERATIONS.listIndices.response.parse(await response.json()).indices;
  }

  async function write(suffix: string, count: number): Promise<void> {
    const source = {
      routing: { event_time: 0, oid: 'o1', hostname: 'h1' },
      event: { ERROR: 101 },
      f0rtika: { test_uuid: 'u', test_name: 'A' },
    };
    const { execution } = readExecution(source);
    if (execution === null) throw new Error('the row of a test must be counted');
    const index = `${opened.settings.writePrefix}-${suffix}`;
    await opened.store.writer.write(
      Array.from({ length: count }, (_each, i) => ({ index, id: `${i}`, source, execution })),
    );
  }

  test('are listed by name with what they hold', async () => {
    expect(await list()).toEqual([]);
    await write('2026.05', 3);
    await write('2026.04', 2);
    await opened.store.riskAcceptances.put({ acceptance_id: 'a' });
    const [april, may, ...others] = await list();
    expect(april).toMatchObject({ name: `${opened.settings.writePrefix}-2026.04`, docsCount: 2 });
    expect(may).toMatchObject({ name: `${opened.settings.writePrefix}-2026.05`, docsCount: 3 });
    expect(others).toEqual([]);
    expect(may?.storeSize).toMatch(/^\d+(\.\d)?k?b$/);
    expect(['green', 'yellow']).toContain(may?.status);
  });

  test('may be narrowed by name and pattern, and never widened', async () => {
    const { writePrefix: prefix } = opened.settings;
    await write('2026.05', 1);
    await write('2026.04', 1);
    const names = async (query: string) => (await list(query)).map(({ name }) => name);
    expect(await names(`pattern=${prefix}-*4`)).toEqual([`${prefix}-2026.04`]);
    expect(await names(`pattern=${prefix}-2026.05,archived-${prefix}`)).toEqual([`${prefix}-2026.05`]);
    expect(await names('pattern=')).toHaveLength(2);
    for (const wide of ['*', '', `${prefix}*`, 'archived-*', '-x', '_all'].filter((text) => text !== '')) {
      const response = await fetch(`${api.url}${PATH}?pattern=${wide}`);
      expect(response.status, wide).toBe(400);
      const { error, details } = ErrorEnvelope.parse(await response.json());
      expect(details).toMatchObject([{ path: 'pattern' }]);
      expect(error).toBe(
        `pattern may only narrow ${opened.settings.pattern}, archived-${prefix}; '${wide}' asks for more`,
      );
    }
    const unknown = await fetch(`${api.url}${PATH}?patern=a`);
    expect(unknown.status).toBe(400);
    expect((await fetch(api.url + PATH, { method: 'POST' })).status).toBe(405);
  });
});
