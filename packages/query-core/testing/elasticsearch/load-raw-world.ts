import { DOCUMENT_FIELDS } from '@achilles/types';
import type { Client } from '@elastic/elasticsearch';
import { archiveIndices } from '../../src/indices/archive-patterns.ts';
import { ownIndices } from '../../src/indices/own-indices.ts';
import { RESULTS_MAPPING } from '../../src/stores/elasticsearch/indices/results-mapping.ts';
import type { Rng } from '../worlds/rng.ts';
import type { RawDocument, World } from '../worlds/world.ts';
import type { ElasticsearchSandbox } from './elasticsearch-sandbox.ts';
import { writeArchive } from './write-archive.ts';

const TEXT = { type: 'text', fields: { keyword: { type: 'keyword' } } };

/** A mapping as other writers made it: some strings as text with a keyword beside it (CONTRACT section 1). */
export function textMapping(isText: (path: string) => boolean) {
  const properties = structuredClone(RESULTS_MAPPING.properties) as Record<
    string,
    { properties: Record<string, unknown> }
  >;
  for (const { path, type } of Object.values(DOCUMENT_FIELDS)) {
    const [group = '', leaf = ''] = path.split('.');
    const isString = type === 'keyword' || type === 'keywords';
    const fields = properties[group]?.properties;
    if (isString && fields !== undefined && isText(path)) fields[leaf] = TEXT;
  }
  return { dynamic: false, properties };
}

async function makeIndex(client: Client, index: string, rng: Rng): Promise<void> {
  const isText = rng.pick([() => false, () => false, () => true, () => rng.chance(0.3)]);
  await client.indices.create({
    index,
    settings: { number_of_shards: rng.pick([1, 1, 2, 5]), number_of_replicas: 0 },
    mappings: textMapping(isText) as object,
  });
}

async function store(client: Client, documents: readonly RawDocument[]): Promise<RawDocument[]> {
  if (documents.length === 0) return [];
  const operations = documents.flatMap(({ index, id, source }) => [
    { index: { _index: index, _id: id } },
    source,
  ]);
  const { items } = await client.bulk({ operations, refresh: true });
  return documents.filter((_, i) => (items[i]?.index?.status ?? 500) < 300);
}

/**
 * Stores a world as other writers do: raw documents, uncounted ones too, in indices of one to five shards, some of which
 * map strings as text; archived rows in an archive; risk acceptances in an index that mapped itself.
 * @returns the world without the documents that Elasticsearch refused
 */
export async function loadRawWorld(
  { client, settings }: ElasticsearchSandbox,
  world: World,
  rng: Rng,
): Promise<World> {
  for (const index of new Set(world.documents.map((document) => document.index)))
    await makeIndex(client, index, rng);
  const documents = await store(client, world.documents);
  if (world.acceptances.length > 0) {
    const { acceptances: index } = ownIndices(settings);
    const operations = world.acceptances.flatMap((record) => [{ index: { _index: index } }, record]);
    await client.bulk({ operations, refresh: true });
  }
  const { archived = [] } = world;
  if (archived.length === 0) return { ...world, documents };
  const [archive = ''] = archiveIndices(settings);
  return { ...world, documents, archived: await writeArchive(client, archive, archived, rng.pick([1, 3])) };
}
