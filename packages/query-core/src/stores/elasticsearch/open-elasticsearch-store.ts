import type { IndexSettings } from '../../indices/index-settings.ts';
import { ownIndices } from '../../indices/own-indices.ts';
import type { SharedSnapshots } from '../../ports/shared-snapshots.ts';
import type { Store } from '../../ports/store.ts';
import { searchIndices } from './answer/point-in-time.ts';
import { connectLosslessly } from './client/connect-losslessly.ts';
import { connect, type ElasticsearchConnection } from './client/connection.ts';
import { type CallLimits, ElasticsearchCalls } from './client/elasticsearch-calls.ts';
import { NodeWatch } from './client/node-watch.ts';
import { ElasticsearchArchive } from './elasticsearch-archive.ts';
import { ElasticsearchIndexAdmin } from './elasticsearch-index-admin.ts';
import { ElasticsearchIndices } from './elasticsearch-indices.ts';
import { ElasticsearchReader } from './elasticsearch-reader.ts';
import { ElasticsearchRiskAcceptances } from './elasticsearch-risk-acceptances.ts';
import { ElasticsearchWriter } from './elasticsearch-writer.ts';
import { MOST_HELD } from './held-views.ts';
import { resultsTarget } from './indices/results-target.ts';

/** How to open the store on Elasticsearch. */
export interface ElasticsearchOptions {
  readonly connection: ElasticsearchConnection;
  readonly indices: IndexSettings;
  readonly clock?: () => number;
  readonly limits?: CallLimits;
  /** How many snapshots are held open at most. */
  readonly mostHeld?: number;
  /** Where processes that serve the same callers tell each other of held snapshots. */
  readonly shared?: SharedSnapshots;
}

const LIMITS: CallLimits = { deadlineMs: 60_000, overloadMs: 5_000 };
const CHECK_LIMITS: CallLimits = { deadlineMs: 3_000, overloadMs: 0 };

/** Opens the store on Elasticsearch. Nothing is asked of the cluster yet: it may be away now and there later. */
export function openElasticsearchStore(options: ElasticsearchOptions): Store {
  const { connection, indices, clock = Date.now, limits = LIMITS, mostHeld = MOST_HELD, shared } = options;
  const client = connect(connection);
  const copier = connectLosslessly(connection);
  const watch = new NodeWatch(client);
  const target = resultsTarget(indices);
  const reader = new ElasticsearchReader({ client, watch, limits, indices, clock, mostHeld, shared });
  return {
    reader,
    writer: new ElasticsearchWriter({ client, watch, limits, indices }),
    riskAcceptances: new ElasticsearchRiskAcceptances(client, watch, limits, ownIndices(indices).acceptances),
    indices: new ElasticsearchIndices({ client, watch, limits, indices }),
    archive: new ElasticsearchArchive({ client: copier, watch, limits, indices, clock }),
    indexAdmin: new ElasticsearchIndexAdmin(client, watch, limits),
    check: async () => {
      const calls = new ElasticsearchCalls(client, watch, CHECK_LIMITS);
      await searchIndices(calls, target.index).search({ size: 0, track_total_hits: false });
    },
    close: async () => {
      await reader.close();
      await Promise.all([client.close(), copier.close()]);
    },
  };
}
