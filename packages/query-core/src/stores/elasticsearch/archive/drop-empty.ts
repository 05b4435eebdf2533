import { StoreError } from '../../../ports/store-error.ts';
import { isCausedBy } from '../client/elasticsearch-error.ts';
import type { MoveCalls } from './move-calls.ts';

/** How many documents of any kind an index holds now; null where there is no such index. */
async function countAll(calls: MoveCalls, index: string): Promise<number | null> {
  try {
    await calls.calls().run('refreshing', (client, options) => client.indices.refresh({ index }, options));
    const { count, _shards: shards } = await calls
      .calls()
      .run('counting documents', (client, options) => client.count({ index }, options));
    if (shards.failed > 0)
      throw new StoreError('unavailable', `the documents of index ${index} can't be counted now`, shards);
    return count;
  } catch (error) {
    if (isCausedBy(error, 'index_not_found_exception')) return null;
    throw error;
  }
}

/**
 * Deletes an index that holds nothing. It takes no writes while it is looked at, so that nothing is written between the
 * look and the deletion.
 * @returns whether it was deleted
 * @throws what `permit` throws, StoreError
 */
export async function dropIfEmpty(calls: MoveCalls, index: string): Promise<boolean> {
  if ((await countAll(calls, index)) !== 0) return false;
  await calls.change(`closing index ${index} to writes`, (client, options) =>
    client.indices.addBlock({ index, block: 'write' }, options),
  );
  let isEmpty = false;
  try {
    isEmpty = (await countAll(calls, index)) === 0;
    if (isEmpty)
      await calls.change(`deleting index ${index}`, (client, options) =>
        client.indices.delete({ index }, options),
      );
    return isEmpty;
  } finally {
    // Whatever became of the deletion: an index that is still there takes writes again.
    await calls
      .withoutPermit()
      .change(`opening index ${index} to writes`, (client, options) =>
        client.indices.putSettings(
          { index, settings: { 'index.blocks.write': null }, ignore_unavailable: true },
          options,
        ),
      )
      .catch((error: unknown) => {
        if (!isCausedBy(error, 'index_not_found_exception')) throw error;
      });
  }
}
