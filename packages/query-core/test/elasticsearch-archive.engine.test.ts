import type { TestElasticsearch } from '@achilles/testkit';
import { inject } from 'vitest';
import { archiveContract } from '../testing/archive-contract.ts';
import { elasticsearchArchiveWorld } from '../testing/elasticsearch/archive-world.ts';

const servers: readonly TestElasticsearch[] = inject('elasticsearch');
for (const { url, description } of servers)
  archiveContract(description, () => elasticsearchArchiveWorld(url));
