import type { TestElasticsearch } from '@achilles/testkit';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Store } from '../src/ports/store.ts';
import { askAll } from '../testing/elasticsearch/ask.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { documentOf, rowOf } from '../testing/elasticsearch/rows.ts';

const servers: readonly TestElasticsearch[] = inject('elasticsearch');
const KEYWORD = { type: 'keyword' } as const;
const LENIENT = { type: 'short', ignore_malformed: true } as const;

describe.each(servers)('exit codes and error names on $name', ({ url }) => {
  let sandbox: ElasticsearchSandbox;
  let store: Store;
  beforeEach(async () => {
    sandbox = new ElasticsearchSandbox(url);
    store = sandbox.open();
    await store.writer.write([rowOf({ id: 'x' }), rowOf({ id: 'y', code: 42 })]);
    await sandbox.client.indices.create({
      index: sandbox.named('achilles-results-other'),
      mappings: {
        dynamic: false,
        properties: {
          routing: { properties: { event_time: { type: 'date' }, oid: KEYWORD, hostname: KEYWORD } },
          event: { properties: { ERROR: LENIENT } },
          f0rtika: { properties: { test_uuid: KEYWORD, test_name: KEYWORD } },
        },
      },
    });
  });
  afterEach(async () => {
    await store.close();
    await sandbox.close();
  });

  /** Puts a row into the other index as another writer would. */
  const put = (event: object) =>
    sandbox.client.index({
      index: sandbox.named('achilles-results-other'),
      document: { ...documentOf({ id: '' }), event },
      refresh: true,
    });

  test('an index that maps codes otherwise, and no names, has them too', async () => {
    await put({ ERROR: 42 });
    await put({});
    expect(await askAll(store, 'results-by-error-type')).toEqual([
      { name: 'Unknown (42)', code: 42, count: 2 },
      { name: 'Unprotected', code: 101, count: 1 },
      { name: 'Unknown', code: null, count: 1 },
    ]);
    expect(await askAll(store, 'test-coverage')).toMatchObject([{ unprotected: 1, inconclusive: 3 }]);
  });

  test('a code that its index did not keep is refused, never taken for a missing one', async () => {
    await put({ ERROR: 'none' });
    for (const path of ['results-by-error-type', 'available-error-names', 'test-coverage', 'facets'])
      await expect(askAll(store, path), path).rejects.toThrow(
        /1 rows have a value in .*event\.ERROR.* that its index did not keep/,
      );
    expect(await askAll(store, 'available-hostnames')).toHaveLength(1);
  });
});
