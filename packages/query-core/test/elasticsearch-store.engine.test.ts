import type { TestElasticsearch } from '@achilles/testkit';
import { afterAll, inject } from 'vitest';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { storeContract } from '../testing/store-contract.ts';

const used: ElasticsearchSandbox[] = [];
afterAll(() => Promise.all(used.map((elasticsearch) => elasticsearch.close())).then(() => undefined));

const servers: readonly TestElasticsearch[] = inject('elasticsearch');
for (const { url, description } of servers) {
  storeContract(description, async () => {
    const elasticsearch = new ElasticsearchSandbox(url);
    used.push(elasticsearch);
    return { ...elasticsearch.open(), named: (index) => elasticsearch.named(index) };
  });
}
