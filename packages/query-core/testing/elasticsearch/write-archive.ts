import { createHash } from 'node:crypto';
import type { Client } from '@elastic/elasticsearch';
import { RESULTS_MAPPING } from '../../src/stores/elasticsearch/indices/results-mapping.ts';
import type { RawDocument } from '../worlds/world.ts';

const LONGEST_ID = 512;

/** The mapping of an archive: that of results, and what is noted of each row. */
export const ARCHIVE_MAPPING = {
  dynamic: false,
  properties: {
    ...RESULTS_MAPPING.properties,
    achilles_archive: {
      dynamic: false,
      properties: {
        index: { type: 'keyword' },
        id: { type: 'keyword' },
        job: { type: 'keyword' },
        batch: { type: 'long' },
        archived_at: { type: 'date' },
        first: { type: 'boolean' },
      },
    },
  },
} as const;

/** The id of a row in an archive. */
export function archivedId({ index, id }: RawDocument): string {
  const path = `${index}/${id}`;
  return Buffer.byteLength(path) <= LONGEST_ID ? path : `#${createHash('sha256').update(path).digest('hex')}`;
}

/**
 * Writes an archive as moves leave it behind.
 * @returns the documents without those that Elasticsearch refused
 */
export async function writeArchive(
  client: Client,
  archive: string,
  documents: readonly RawDocument[],
  shards = 1,
): Promise<RawDocument[]> {
  await client.indices.create({
    index: archive,
    settings: { number_of_shards: shards, number_of_replicas: 0 },
    mappings: ARCHIVE_MAPPING as object,
  });
  if (documents.length === 0) return [];
  const operations = documents.flatMap((document) => {
    const { index, id, source } = document;
    const noted = { index, id, job: 'job', batch: 0, archived_at: 0, first: true };
    return [
      { index: { _index: archive, _id: archivedId(document) } },
      { ...source, achilles_archive: noted },
    ];
  });
  const { items } = await client.bulk({ operations, refresh: true });
  return documents.filter((_, i) => (items[i]?.index?.status ?? 500) < 300);
}
