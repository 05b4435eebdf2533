import type { FieldName } from '@achilles/types';
import { StoreError } from '../../../ports/store-error.ts';
import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import { isCausedBy } from '../client/elasticsearch-error.ts';
import { ARCHIVED_ID, ARCHIVED_INDEX } from './archived-identity.ts';
import { ASKED_PATHS, type Capabilities } from './field-capabilities.ts';
import { type IndexGroup, indexGroups } from './index-groups.ts';
import { readCapabilities } from './read-capabilities.ts';

const IDENTITY = [ARCHIVED_INDEX, ARCHIVED_ID];

/** @throws StoreError `unreadable` where an archive does not keep which rows its documents were */
function refuseUnidentified({ fields, indices }: Capabilities): void {
  for (const path of IDENTITY) {
    const types = fields[path] ?? {};
    const isKept = types.keyword?.aggregatable === true && Object.keys(types).length === 1;
    if (isKept || indices.length === 0) continue;
    const message =
      `the archive ${indices.join(', ')} can't be read: it does not map ${path} as keyword, so it was not made by this ` +
      'product; rename it, or reindex its rows into an index that the read pattern matches and archive them again';
    throw new StoreError('unreadable', message);
  }
}

/**
 * The archives there are, by how they are read; none where nothing was archived yet.
 * @throws StoreError `unreadable` for one of another mapping
 */
export async function archiveGroups(
  calls: ElasticsearchCalls,
  names: readonly string[],
  fields: ReadonlySet<FieldName>,
): Promise<IndexGroup[]> {
  const groups = names.map(async (name): Promise<IndexGroup[]> => {
    try {
      const capabilities = await readCapabilities(calls, name, [...ASKED_PATHS, ...IDENTITY]);
      refuseUnidentified(capabilities);
      return indexGroups(capabilities, fields, name);
    } catch (error) {
      if (isCausedBy(error, 'index_not_found_exception')) return [];
      throw error;
    }
  });
  return (await Promise.all(groups)).flat();
}
