import { randomUUID } from 'node:crypto';
import type { TestElasticsearch } from '@achilles/testkit';
import type { JobRecord } from '@achilles/types';
import { jobRecordsContract } from '@achilles/types/testing';
import { Client } from '@elastic/elasticsearch';
import { afterAll, afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { connect } from '../src/stores/elasticsearch/client/connection.ts';
import { ElasticsearchJobRecords } from '../src/stores/elasticsearch/elasticsearch-job-records.ts';

const at = (node: string) => ({
  target: { node },
  credentials: null,
  caCert: null,
  tlsInsecureSkipVerify: false,
});
const RECORD: JobRecord = {
  id: 'import-1',
  type: 'import',
  status: 'queued',
  progress: { phase: 'queued', done: 0, total: 0 },
  payload: { secret: 'words', nested: { deep: 1 } },
  requestedBy: 'tester',
  createdAt: 1,
  taken: 0,
};

describe.each(inject('elasticsearch'))('job records in $description', ({ url }: TestElasticsearch) => {
  const admin = new Client({ node: url });
  let index: string;
  let records: ElasticsearchJobRecords;
  beforeEach(() => {
    index = `test-jobs-${randomUUID()}`;
    records = new ElasticsearchJobRecords({ client: connect(at(url)), index });
  });
  afterEach(async () => {
    await records.close();
    await admin.indices.delete({ index, ignore_unavailable: true });
  });
  afterAll(() => admin.close());

  jobRecordsContract(() => records);

  test('the index is made with its mapping: nothing of payloads is indexed', async () => {
    await records.create(RECORD);
    const before = await admin.indices.getMapping({ index });
    expect(before[index]?.mappings).toMatchObject({
      dynamic: 'false',
      properties: { type: { type: 'keyword' }, created_at: { type: 'double' } },
    });
    await records.create({ ...RECORD, id: 'import-2', checkpoint: { other: 'field' } });
    expect(await admin.indices.getMapping({ index })).toEqual(before);
    await admin.indices.refresh({ index });
    expect((await admin.count({ index, q: 'words' })).count).toBe(0);
  });

  test('more records than one search answers by itself are listed', async () => {
    const made = Array.from({ length: 60 }, (_, i) => ({ ...RECORD, id: `import-${i}`, createdAt: i }));
    await Promise.all(made.map((one) => records.create(one)));
    const listed = await records.list({ limit: 10_000 });
    expect(listed.total).toBe(60);
    expect(listed.records).toEqual(made.toReversed());
  });
});

test('a cluster that is away is a failure that may pass, within a second', async () => {
  const records = new ElasticsearchJobRecords({
    client: connect(at('http://127.0.0.1:1')),
    index: 'test-jobs-away',
  });
  const started = performance.now();
  for (const call of [
    () => records.create(RECORD),
    () => records.get('import-1'),
    () => records.change('import-1', (kept) => ({ ...kept })),
    () => records.list({ limit: 1 }),
  ])
    await expect(call()).rejects.toMatchObject({ failure: 'unavailable' });
  expect(performance.now() - started).toBeLessThan(4_000);
  await records.close();
});
