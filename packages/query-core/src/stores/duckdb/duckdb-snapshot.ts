import { type ExecutionRow, RiskAcceptance } from '@achilles/types';
import type { AnswerOf, Plan } from '../../plan/plan.ts';
import type { RowStream } from '../../plan/row-stream.ts';
import type { Snapshot } from '../../ports/result-reader.ts';
import { answerPart } from './answer-part.ts';
import { Bindings } from './statement.ts';
import type { Statements } from './statements.ts';
import { streamRows } from './stream-rows.ts';

/** How a transaction stays open beyond the use of a snapshot. */
export interface Holding {
  /** Resolves to the id that it is held under. */
  hold(): Promise<string>;
  finish(): void;
}

/** Reads within one open transaction, which sees nothing that is written after its first statement. */
export class DuckDbSnapshot implements Snapshot {
  readonly asOf: number;
  readonly #statements: Statements;
  readonly #holding: Holding;

  constructor(asOf: number, statements: Statements, holding: Holding) {
    this.asOf = asOf;
    this.#statements = statements;
    this.#holding = holding;
  }

  async riskAcceptances(): Promise<readonly RiskAcceptance[]> {
    const sql = 'SELECT record FROM risk_acceptances ORDER BY acceptance_id';
    const found = await this.#statements.values(new Bindings().statement(sql));
    return found.map(([record]) => RiskAcceptance.parse(JSON.parse(String(record))));
  }

  async run<P extends Plan>(plan: P): Promise<AnswerOf<P['parts']>> {
    const answers: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(plan.parts))
      answers[name] = await answerPart(this.#statements, part, plan);
    return answers as AnswerOf<P['parts']>;
  }

  stream(rows: RowStream): AsyncIterable<readonly ExecutionRow[]> {
    return streamRows(this.#statements, rows);
  }

  hold(): Promise<string> {
    return this.#holding.hold();
  }

  finish(): void {
    this.#holding.finish();
  }
}
