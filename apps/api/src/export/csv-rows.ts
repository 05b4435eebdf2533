import { EnrichedTestExecution } from '@achilles/types';
import { stringify } from 'csv-stringify/sync';

const COLUMNS = Object.keys(EnrichedTestExecution.shape) as (keyof EnrichedTestExecution)[];
const LIST_SEPARATOR = ';';

/** RFC 4180; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
const OPTIONS = { record_delimiter: 'windows', escape_formulas: true } as const;

function cell(value: EnrichedTestExecution[keyof EnrichedTestExecution]): string {
  if (value === null) return '';
  return Array.isArray(value) ? value.join(LIST_SEPARATOR) : String(value);
}

/** The line of column names. */
export const csvHeader = (): string => stringify([COLUMNS], OPTIONS);

/** Rows as lines of CSV. */
export const csvRows = (rows: readonly EnrichedTestExecution[]): string =>
  stringify(
    rows.map((row) => COLUMNS.map((column) => cell(row[column]))),
    OPTIONS,
  );
