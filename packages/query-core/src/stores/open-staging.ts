import type { IndexSettings } from '../indices/index-settings.ts';
import { ownIndices } from '../indices/own-indices.ts';
import type { ImportStaging } from '../ports/import-staging.ts';
import type { ElasticsearchConnection } from './elasticsearch/client/connection.ts';

/** Where uploads are kept: in a folder of this machine, or in the cluster that the workers reach. */
export type StagingOptions =
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 'elasticsearch';
      readonly connection: ElasticsearchConnection;
      readonly indices: IndexSettings;
    };

/** Opens the staging of uploads. Nothing is asked of a cluster yet. */
export async function openStaging(options: StagingOptions): Promise<ImportStaging> {
  switch (options.kind) {
    case 'folder': {
      const { FolderStaging } = await import('./folder/folder-staging.ts');
      return new FolderStaging(options.folder);
    }
    case 'elasticsearch': {
      const { connect } = await import('./elasticsearch/client/connection.ts');
      const { ElasticsearchStaging } = await import('./elasticsearch/elasticsearch-staging.ts');
      const index = ownIndices(options.indices).staging;
      return new ElasticsearchStaging({ client: connect(options.connection), index });
    }
    default:
      return options satisfies never;
  }
}
