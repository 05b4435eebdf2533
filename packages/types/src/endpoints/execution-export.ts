import { one, oneOf, type ParameterValues, text, wholeNumber } from '../request/parameter.ts';
import { include } from './include.ts';

/** What an export is written as. */
export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The media type of each format. */
export const EXPORT_MEDIA_TYPES = {
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
} as const satisfies Record<ExportFormat, string>;

/** The header that tells the cursor of an export. */
export const EXPORT_CURSOR_HEADER = 'X-Cursor';

/** Every matching row as a file that is written while it is read (CONTRACT section 4, executions/export). */
export const EXECUTION_EXPORT = {
  path: 'executions/export',
  summary: 'Every matching execution, newest first, as a file',
  permission: 'analytics:dashboards:read',
  parameters: {
    format: one(
      oneOf(EXPORT_FORMATS).optional(),
      'What the file is written as; without it the Accept header decides, csv before ndjson',
      'ndjson',
    ),
    ...include,
    cursor: one(
      text.optional(),
      `The ${EXPORT_CURSOR_HEADER} header of an export that broke off; the same snapshot is read again`,
      'eyJ…',
    ),
    skip: one(
      wholeNumber(0, Number.MAX_SAFE_INTEGER)
        .optional()
        .transform((value) => value ?? 0),
      'How many rows to leave out at the beginning: those that had arrived before it broke off',
      '20000',
    ),
  },
} as const;

/** The parameters of an export, parsed. */
export type ExportRequest = ParameterValues<typeof EXECUTION_EXPORT.parameters>;
