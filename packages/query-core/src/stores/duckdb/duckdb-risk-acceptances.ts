import type { RiskAcceptance } from '@achilles/types';
import { type DuckDBConnection, VARCHAR } from '@duckdb/node-api';
import type { RiskAcceptanceStore } from '../../ports/risk-acceptance-store.ts';
import type { DuckDbWriter } from './duckdb-writer.ts';

/** Keeps risk acceptances in the embedded store, whole records as they were given. */
export class DuckDbRiskAcceptances implements RiskAcceptanceStore {
  readonly #connection: DuckDBConnection;
  readonly #writer: DuckDbWriter;

  constructor(connection: DuckDBConnection, writer: DuckDbWriter) {
    this.#connection = connection;
    this.#writer = writer;
  }

  async put(acceptance: RiskAcceptance): Promise<void> {
    await this.#writer.inTurn(() =>
      this.#connection.run(
        'INSERT OR REPLACE INTO risk_acceptances VALUES ($1, $2)',
        [acceptance.acceptance_id, JSON.stringify(acceptance)],
        [VARCHAR, VARCHAR],
      ),
    );
  }
}
