import type { TestElasticsearch } from '@achilles/testkit';
import { afterEach, beforeEach, describe, inject } from 'vitest';
import { elasticsearchArchiveWorld } from './archive-world.ts';

/** A store on Elasticsearch whose rows a test of moves looks at. */
export type ElasticsearchArchiveWorld = Awaited<ReturnType<typeof elasticsearchArchiveWorld>>;

/** Declares tests of moves for each Elasticsearch there is; each test has a world of its own. */
export function describeArchiveWorlds(
  title: string,
  tests: (opened: () => ElasticsearchArchiveWorld) => void,
): void {
  const servers: readonly TestElasticsearch[] = inject('elasticsearch');
  describe.each(servers)(`${title} on $description`, ({ url }) => {
    let world: ElasticsearchArchiveWorld;
    beforeEach(async () => {
      world = await elasticsearchArchiveWorld(url);
    });
    afterEach(() => world.close());
    tests(() => world);
  });
}
