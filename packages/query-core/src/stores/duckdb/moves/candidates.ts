import type { DuckDBConnection } from '@duckdb/node-api';
import type { Move } from '../../../ports/result-archive.ts';
import { Bindings } from '../statement.ts';
import { Statements } from '../statements.ts';
import { type Candidate, compileCandidates } from './compile-moving.ts';

const BEGIN = new Bindings().statement('BEGIN TRANSACTION READ ONLY');
/** Each look-up reads the times of all rows: names of so many rows are little memory. */
const AT_A_TIME = 50_000;

/** The rows that a move selects as they are when it begins, oldest first: whatever arrives later is not among them. */
export class Candidates {
  readonly #connection: DuckDBConnection;
  readonly #statements: Statements;
  readonly #move: Move;
  #ahead: Candidate[] = [];
  #last: Candidate | null = null;
  #isOver = false;

  private constructor(connection: DuckDBConnection, move: Move) {
    this.#connection = connection;
    this.#statements = new Statements(connection, undefined);
    this.#move = move;
  }

  /** @param connection its own from now on, until `close` */
  static async open(connection: DuckDBConnection, move: Move): Promise<Candidates> {
    const candidates = new Candidates(connection, move);
    // A transaction sees what there is at its first read.
    await candidates.#statements.values(BEGIN);
    await candidates.#fill();
    return candidates;
  }

  /** The next ones; none when there are no more. */
  async next(size: number): Promise<readonly Candidate[]> {
    if (this.#ahead.length === 0 && !this.#isOver) await this.#fill();
    return this.#ahead.splice(0, size);
  }

  async close(): Promise<void> {
    await this.#connection.run('ROLLBACK').catch(() => undefined);
    this.#connection.closeSync();
  }

  async #fill(): Promise<void> {
    const found = await this.#statements.values(compileCandidates(this.#move, this.#last, AT_A_TIME));
    this.#ahead = found.map(([index, id, time]) => ({
      index: String(index),
      id: String(id),
      time: Number(time),
    }));
    this.#last = this.#ahead.at(-1) ?? this.#last;
    this.#isOver = found.length < AT_A_TIME;
  }
}
