import type { JobRecords } from '@achilles/types';
import type { IndexSettings } from '../indices/index-settings.ts';
import { ownIndices } from '../indices/own-indices.ts';
import type { ElasticsearchConnection } from './elasticsearch/client/connection.ts';

/** The cluster that keeps the records of jobs for all processes. */
export interface JobRecordsOptions {
  readonly connection: ElasticsearchConnection;
  readonly indices: Pick<IndexSettings, 'ownPrefix'>;
}

/** Records that hold connections. */
export interface OpenJobRecords extends JobRecords {
  close(): Promise<void>;
}

/** Opens the records of jobs. Nothing is asked of the cluster yet. */
export async function openJobRecords({ connection, indices }: JobRecordsOptions): Promise<OpenJobRecords> {
  const { connect } = await import('./elasticsearch/client/connection.ts');
  const { ElasticsearchJobRecords } = await import('./elasticsearch/elasticsearch-job-records.ts');
  return new ElasticsearchJobRecords({ client: connect(connection), index: ownIndices(indices).jobs });
}
