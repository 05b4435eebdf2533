import type { DOCUMENT_FIELDS, FieldName, FieldType } from './document-fields.ts';

interface ValueOf {
  keyword: string | null;
  keywords: readonly string[];
  boolean: boolean;
  integer: number | null;
  float: number | null;
  date: number;
}

type Required = 'test_uuid' | 'test_name';

/**
 * One counted row in its only shape, whatever the layout of the document it was read from:
 * times are UTC epoch milliseconds, missing scalars null, missing booleans false, lists are sets without repeats.
 */
export type Execution = {
  readonly [N in FieldName]: N extends Required
    ? string
    : ValueOf[(typeof DOCUMENT_FIELDS)[N]['type'] extends FieldType
        ? (typeof DOCUMENT_FIELDS)[N]['type']
        : never];
};

/** What makes a row one row: the same id in two indices is two rows (CONTRACT section 1). */
export interface RowIdentity {
  readonly index: string;
  readonly id: string;
}

/** A row as lists answer it: its identity and its fields. */
export interface ExecutionRow extends RowIdentity {
  readonly execution: Execution;
}

/** A row as a store keeps it: also with the document it was read from, unknown fields included. */
export interface StoredExecution extends ExecutionRow {
  readonly source: Readonly<Record<string, unknown>>;
}
