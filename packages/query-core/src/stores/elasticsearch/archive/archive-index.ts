import { archiveIndex } from '../../../indices/archive-patterns.ts';
import type { IndexSettings } from '../../../indices/index-settings.ts';
import { StoreError } from '../../../ports/store-error.ts';
import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import { ensureIndex } from '../indices/ensure-index.ts';
import { readCapabilities } from '../indices/read-capabilities.ts';
import { ARCHIVE_MAPPING, ARCHIVE_PATHS, refuseOtherMapping } from './archive-mapping.ts';

/** The archive of the rows of an index, made where there is none and looked at. @throws StoreError `unreadable` for another mapping */
export async function fitArchive(
  calls: ElasticsearchCalls,
  settings: IndexSettings,
  index: string,
): Promise<string> {
  const archive = archiveIndex(settings, index);
  if (archive === null) {
    const message = `rows of ${index} can't be archived: '${settings.pattern}' names no single archive for them; give each part of the pattern its wildcard at its end alone`;
    throw new StoreError('unreadable', message);
  }
  await ensureIndex(calls, archive, ARCHIVE_MAPPING);
  refuseOtherMapping(archive, await readCapabilities(calls, archive, ARCHIVE_PATHS));
  return archive;
}
