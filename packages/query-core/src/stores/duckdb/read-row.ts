import type { Execution, ExecutionRow } from '@achilles/types';
import { FIELD_COLUMNS } from './schema.ts';

/** The values of a row in the order in which they were selected. */
export type SqlValues = readonly unknown[];

const IDENTITY = ['rowid', '"index"', 'id'];
const NAMES = FIELD_COLUMNS.map(([name]) => name);

/** How many values of a listed row `readRow` reads. */
export const ROW_WIDTH = IDENTITY.length + NAMES.length;

/** Selects a listed row, and more columns, as one JSON list: the driver is several times slower with single values. */
export const selectRow = (...more: readonly string[]): string =>
  `json_array(${[...IDENTITY, ...NAMES, ...more].join(', ')})`;

/** The row id of a listed row. */
export const readRowId = ([rowId]: SqlValues): number => Number(rowId);

/** A listed row: JSON has its values as they are in an execution. */
export function readRow([, index, id, ...values]: SqlValues): ExecutionRow {
  const execution = Object.fromEntries(NAMES.map((name, i) => [name, values[i]]));
  return { index: String(index), id: String(id), execution: execution as Execution };
}
