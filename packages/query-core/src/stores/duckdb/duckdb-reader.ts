import { RiskAcceptance } from '@achilles/types';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Aggregate, AnswerOf, Buckets, Plan } from '../../plan/plan.ts';
import type { Scope } from '../../plan/scope.ts';
import type { ResultReader, Snapshot } from '../../ports/result-reader.ts';
import { StoreError } from '../../ports/store-error.ts';
import { compileActivity } from './compile-activity.ts';
import { compileRows } from './compile-rows.ts';
import { compileVerdicts } from './compile-verdicts.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { driverError, duckdbError } from './duckdb-error.ts';
import {
  readActivityBucket,
  readRowBucket,
  readTotal,
  readVerdictBucket,
  type SqlRow,
} from './read-buckets.ts';
import type { Statement } from './statement.ts';

/** The statement that answers an aggregate. */
export function compileAggregate(aggregate: Aggregate, scope: Scope): Statement {
  switch (aggregate.kind) {
    case 'verdicts':
      return compileVerdicts(aggregate, scope);
    case 'activity':
      return compileActivity(aggregate, scope);
    case 'rows':
      return compileRows(aggregate, scope);
    default:
      return aggregate satisfies never;
  }
}

function readBuckets(aggregate: Aggregate, rows: readonly SqlRow[]): readonly unknown[] {
  switch (aggregate.kind) {
    case 'verdicts':
      return rows.map((row) => readVerdictBucket(row, aggregate));
    case 'activity':
      return rows.map((row) => readActivityBucket(row, aggregate));
    case 'rows':
      return rows.map((row) => readRowBucket(row, aggregate));
    default:
      return aggregate satisfies never;
  }
}

async function runAggregate(
  connection: DuckDBConnection,
  aggregate: Aggregate,
  scope: Scope,
): Promise<Buckets<unknown>> {
  const { sql, values, types } = compileAggregate(aggregate, scope);
  const result = await connection.runAndReadAll(sql, [...values], [...types]).catch((error: unknown) => {
    throw duckdbError(error, 'reading', sql);
  });
  const rows = result.getRowObjectsJS() as SqlRow[];
  return { buckets: readBuckets(aggregate, rows), total: readTotal(rows) };
}

function snapshotOf(connection: DuckDBConnection, asOf: number): Snapshot {
  return {
    asOf,
    async riskAcceptances() {
      const result = await connection.runAndReadAll(
        'SELECT record FROM risk_acceptances ORDER BY acceptance_id',
      );
      return result.getRowObjectsJS().map(({ record }) => RiskAcceptance.parse(JSON.parse(String(record))));
    },
    async run<P extends Plan>({ scope, parts }: P) {
      const answers: Record<string, Buckets<unknown>> = {};
      for (const [name, part] of Object.entries(parts))
        answers[name] = await runAggregate(connection, part, scope);
      return answers as AnswerOf<P['parts']>;
    },
  };
}

/** Reads the embedded store; a snapshot is a transaction on a connection of its own. */
export class DuckDbReader implements ResultReader {
  readonly #pool: ConnectionPool;
  readonly #clock: () => number;

  constructor(pool: ConnectionPool, clock: () => number) {
    this.#pool = pool;
    this.#clock = clock;
  }

  async withSnapshot<T>(use: (snapshot: Snapshot) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#pool.use(async (connection) => {
      if (signal?.aborted) throw new StoreError('cancelled', 'the caller left before the store was asked');
      const interrupt = () => connection.interrupt();
      signal?.addEventListener('abort', interrupt, { once: true });
      // Taken before the transaction begins: whatever was acknowledged until then is in the snapshot.
      const asOf = this.#clock();
      try {
        await connection.run('BEGIN TRANSACTION READ ONLY');
        const answer = await use(snapshotOf(connection, asOf));
        await connection.run('COMMIT');
        return answer;
      } catch (error) {
        await connection.run('ROLLBACK').catch(() => undefined);
        throw driverError(error, 'reading');
      } finally {
        signal?.removeEventListener('abort', interrupt);
      }
    }, signal);
  }
}
