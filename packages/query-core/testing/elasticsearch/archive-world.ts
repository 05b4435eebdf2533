import { readArchived } from '../../src/stores/elasticsearch/archive/archive-document.ts';
import { connectLosslessly } from '../../src/stores/elasticsearch/client/connect-losslessly.ts';
import type { ArchiveWorld } from '../archive-contract/archive-world.ts';
import { connectionTo, ElasticsearchSandbox } from './elasticsearch-sandbox.ts';

const NO_INDEX = { allow_no_indices: true, ignore_unavailable: true };

/** A store on Elasticsearch for tests of moves; its indices are made with the mapping of results. */
export async function elasticsearchArchiveWorld(
  node: string,
): Promise<ArchiveWorld & { readonly sandbox: ElasticsearchSandbox }> {
  const sandbox = new ElasticsearchSandbox(node);
  const client = connectLosslessly(connectionTo(node));
  const store = sandbox.open();
  for (const index of ['achilles-results-a', 'achilles-results-b'])
    await store.indexAdmin.create(sandbox.named(index), async () => undefined);
  const documents = async (index: string) => {
    await client.indices.refresh({ index, ...NO_INDEX });
    const { hits } = await client.search({
      index,
      ...NO_INDEX,
      size: 10_000,
      query: { match_all: {} },
    });
    return hits.hits.map(({ _index, _id, _source }) => ({
      key: `${_index}/${_id}`,
      source: _source as Readonly<Record<string, unknown>>,
    }));
  };
  return {
    sandbox,
    store,
    named: (index) => sandbox.named(index),
    put: async (index, id, text) => {
      const answer = await client.bulk<string>({
        operations: [{ index: { _index: index, _id: id } }, text],
      });
      if (answer.errors) throw new Error(JSON.stringify(answer.items));
    },
    remove: async (index, id) => {
      await client.delete({ index, id }, { ignore: [404] });
    },
    live: async () => {
      const found = await documents(sandbox.settings.pattern);
      return new Map(found.map(({ key, source }) => [key, JSON.stringify(source)]));
    },
    archived: async () => {
      const found = await documents(`archived-${sandbox.settings.writePrefix}`);
      return new Map(
        found.map(({ key, source }) => {
          const archived = readArchived(source);
          if (archived === null) throw new Error(`${key} has no note`);
          const { note, text } = archived;
          return [`${note.index}/${note.id}`, text];
        }),
      );
    },
    keepsText: true,
    close: async () => {
      await store.close();
      await client.close();
      await sandbox.close();
    },
  };
}
