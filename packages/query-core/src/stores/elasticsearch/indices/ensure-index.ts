import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import { isCausedBy } from '../client/elasticsearch-error.ts';

/** Creates an index with its mapping where there is none; several may try at once. @throws StoreError */
export async function ensureIndex(
  calls: ElasticsearchCalls,
  index: string,
  mappings: Readonly<Record<string, unknown>>,
): Promise<{ readonly created: boolean }> {
  const exists = await calls.run(`looking for index ${index}`, (client, options) =>
    client.indices.exists({ index }, options),
  );
  if (exists) return { created: false };
  try {
    await calls.run(`creating index ${index}`, (client, options) =>
      client.indices.create({ index, mappings }, options),
    );
    return { created: true };
  } catch (error) {
    if (isCausedBy(error, 'resource_already_exists_exception')) return { created: false };
    throw error;
  }
}
