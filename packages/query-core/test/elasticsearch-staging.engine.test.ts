import { randomUUID } from 'node:crypto';
import type { TestElasticsearch } from '@achilles/testkit';
import { Client } from '@elastic/elasticsearch';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { connect } from '../src/stores/elasticsearch/client/connection.ts';
import { ElasticsearchStaging } from '../src/stores/elasticsearch/elasticsearch-staging.ts';
import { stagingContract } from '../testing/staging-contract.ts';

describe.each(inject('elasticsearch'))('staging in $description', ({ url }: TestElasticsearch) => {
  const connection = {
    target: { node: url },
    credentials: null,
    caCert: null,
    tlsInsecureSkipVerify: false,
  };
  const indices: string[] = [];
  const admin = new Client({ node: url });
  afterAll(async () => {
    await admin.indices.delete({ index: indices, ignore_unavailable: true });
    await admin.close();
  });
  const newIndex = () => {
    const index = `test-staging-${randomUUID()}`;
    indices.push(index);
    return index;
  };

  stagingContract({
    open: async (pieceBytes) =>
      new ElasticsearchStaging({ client: connect(connection), index: newIndex(), pieceBytes }),
    damage: async (id) => {
      await admin.delete({ index: indices.at(-1) ?? '', id: `${id}-1` });
    },
  });

  test('the index is made with its mapping: nothing of a body is indexed', async () => {
    const index = newIndex();
    const staging = new ElasticsearchStaging({ client: connect(connection), index });
    const body = async function* () {
      yield Buffer.from('{"a": 1}');
    };
    await staging.put('one', body());
    const mapping = await admin.indices.getMapping({ index });
    expect(mapping[index]?.mappings).toMatchObject({
      dynamic: 'false',
      properties: { content: { type: 'binary' }, upload: { type: 'keyword' } },
    });
    await staging.close();
  });

  test('an upload without its last document is listed and removed like any other', async () => {
    const index = newIndex();
    const staging = new ElasticsearchStaging({ client: connect(connection), index, pieceBytes: 10 });
    const body = async function* () {
      yield Buffer.alloc(25);
    };
    await staging.put('killed', body());
    await admin.delete({ index, id: 'killed-header' });
    expect(await staging.list()).toMatchObject([{ id: 'killed' }]);
    await staging.remove('killed');
    expect(await staging.list()).toEqual([]);
    await staging.close();
  });
});

test('a cluster that is away is a failure that may pass', async () => {
  const connection = {
    target: { node: 'http://127.0.0.1:1' },
    credentials: null,
    caCert: null,
    tlsInsecureSkipVerify: false,
  };
  const staging = new ElasticsearchStaging({ client: connect(connection), index: 'test-staging-away' });
  const body = async function* () {
    yield Buffer.alloc(25);
  };
  await expect(staging.put('one', body())).rejects.toMatchObject({ failure: 'unavailable' });
  await staging.close();
});
