import type { Execution, ExecutionRow, FieldType } from '@achilles/types';
import { FIELD_COLUMNS } from './schema.ts';

/** The values of a row in the order in which its columns were selected, as the driver hands them out. */
export type SqlValues = readonly unknown[];

const toNumber = (value: unknown): number | null => (value === null ? null : Number(value));
const asItIs = (value: unknown): unknown => value;

const READ: Record<FieldType, (value: unknown) => unknown> = {
  keyword: asItIs,
  keywords: asItIs,
  boolean: asItIs,
  integer: toNumber,
  float: toNumber,
  date: toNumber,
};

const IDENTITY = ['rowid', '"index"', 'id'];
const READERS = FIELD_COLUMNS.map(([name, { type }], i) => ({
  name,
  at: IDENTITY.length + i,
  read: READ[type],
}));

/** What `readRow` reads, as a list of columns to select. */
export const ROW_COLUMNS = [...IDENTITY, ...FIELD_COLUMNS.map(([name]) => name)].join(', ');
/** How many they are. */
export const ROW_WIDTH = IDENTITY.length + FIELD_COLUMNS.length;

/** The row id of a row selected by `ROW_COLUMNS`. */
export const readRowId = ([rowId]: SqlValues): number => Number(rowId);

/** A row selected by `ROW_COLUMNS`. */
export function readRow(values: SqlValues): ExecutionRow {
  const execution: Record<string, unknown> = {};
  for (const { name, at, read } of READERS) execution[name] = read(values[at]);
  return { index: String(values[1]), id: String(values[2]), execution: execution as Execution };
}
