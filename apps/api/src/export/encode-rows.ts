import { enrichedRow } from '@achilles/query-core';
import {
  type EnrichedTestExecution,
  type ExecutionRow,
  type ExportFormat,
  type Organization,
  shortNames,
} from '@achilles/types';
import { csvHeader, csvRows } from './csv-rows.ts';

/** How rows are written in each format. */
const FORMATS: Readonly<
  Record<ExportFormat, { header(): string; lines(rows: readonly EnrichedTestExecution[]): string }>
> = {
  csv: { header: csvHeader, lines: csvRows },
  ndjson: {
    header: () => '',
    lines: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  },
};

/** Rows of a batch that are turned to text in one go; between two of them others get their turn. */
const ROWS_AT_ONCE = 500;

/** Writes rows as text, some at a time, as they are asked for. A file that goes on with rows left out has no header. */
export async function* encodeRows(
  batches: AsyncIterable<readonly ExecutionRow[]>,
  format: ExportFormat,
  organizations: readonly Organization[],
  isContinued: boolean,
): AsyncGenerator<Buffer> {
  const { header, lines } = FORMATS[format];
  const nameOf = shortNames(organizations);
  const begin = isContinued ? '' : header();
  if (begin !== '') yield Buffer.from(begin);
  for await (const batch of batches) {
    for (let i = 0; i < batch.length; i += ROWS_AT_ONCE) {
      const rows = batch.slice(i, i + ROWS_AT_ONCE);
      yield Buffer.from(lines(rows.map((row) => enrichedRow(row, nameOf))));
    }
  }
}
