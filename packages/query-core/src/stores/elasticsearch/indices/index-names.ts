import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';

const UUID = 'index.uuid';
/** A setting that only closed indices have. */
const CLOSED = 'index.verified_before_close';

/** An index by its own name, also where an alias led to it. */
export interface IndexName {
  readonly name: string;
  readonly isClosed: boolean;
}

/** The indices of a target, open or closed, whether their shards are there or not. @throws StoreError */
export async function indexNames(calls: ElasticsearchCalls, target: string): Promise<IndexName[]> {
  const found = await calls.run('listing indices', (client, options) =>
    client.indices.getSettings(
      {
        index: target,
        // The first is asked for so that an index without the second is told of too.
        name: [UUID, CLOSED],
        flat_settings: true,
        expand_wildcards: ['open', 'closed'],
        allow_no_indices: true,
        ignore_unavailable: true,
      },
      options,
    ),
  );
  return Object.entries(found).map(([name, { settings }]) => {
    const flat = settings as Readonly<Record<string, unknown>> | undefined;
    return { name, isClosed: flat?.[CLOSED] === 'true' };
  });
}
