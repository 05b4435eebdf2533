import type { AskContext } from '@achilles/query-core';
import type { Client } from '@elastic/elasticsearch';
import type { ApiCaller } from '../set-up/call-api.ts';

/** What rows are read from. */
export interface RowsTargets {
  readonly api: ApiCaller;
  /** Where the API answers. */
  readonly url: string;
  readonly pid: number;
  /** The same rows in DuckDB. */
  readonly duckdb: AskContext;
  readonly client: Client;
  readonly index: string;
}
