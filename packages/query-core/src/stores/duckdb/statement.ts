import {
  BIGINT,
  BLOB,
  blobValue,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  listValue,
  VARCHAR,
} from '@duckdb/node-api';

/** SQL text and what is bound to its `$1`, `$2`, …: the text holds no value of a request. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly DuckDBValue[];
  readonly types: readonly DuckDBType[];
}

/** Collects the values of a statement; each call returns the placeholder that stands for its value. */
export class Bindings {
  readonly values: DuckDBValue[] = [];
  readonly types: DuckDBType[] = [];

  text(value: string): string {
    return this.#bind(value, VARCHAR);
  }

  integer(value: number): string {
    return this.#bind(BigInt(value), BIGINT);
  }

  bytes(value: Uint8Array): string {
    return this.#bind(blobValue(value), BLOB);
  }

  integers(values: readonly number[]): string {
    return this.#bind(listValue(values.map(BigInt)), LIST(BIGINT));
  }

  texts(values: readonly (string | null)[]): string {
    return this.#bind(listValue([...values]), LIST(VARCHAR));
  }

  /** The statement whose text holds the placeholders. */
  statement(sql: string): Statement {
    return { sql, values: this.values, types: this.types };
  }

  #bind(value: DuckDBValue, type: DuckDBType): string {
    this.values.push(value);
    this.types.push(type);
    return `$${this.values.length}`;
  }
}
