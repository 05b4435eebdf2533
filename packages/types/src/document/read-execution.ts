import { DOCUMENT_FIELDS, type DocumentField, type FieldName, type FieldType } from './document-fields.ts';
import type { Execution } from './execution.ts';
import { fieldReader } from './field-reader.ts';
import type { JsonObject } from './values-reader.ts';

/** A document read: its execution, or null when it is no counted row; and what was odd about it. */
export interface ExecutionReading {
  readonly execution: Execution | null;
  /** Paths without which a row is not counted, and which this one lacks. */
  readonly missing: readonly string[];
  readonly problems: readonly string[];
}

type Values = readonly (string | number | boolean)[];

const REQUIRED = ['event_time', 'test_uuid', 'test_name'] as const satisfies FieldName[];

const SHAPE: Record<FieldType, (values: Values) => unknown> = {
  keyword: (values) => values[0] ?? null,
  keywords: (values) => values,
  boolean: (values) => values[0] ?? false,
  integer: (values) => values[0] ?? null,
  float: (values) => values[0] ?? null,
  date: (values) => values[0] ?? null,
};

const FIELDS = (Object.entries(DOCUMENT_FIELDS) as [FieldName, DocumentField][]).map(([name, field]) => ({
  name,
  read: fieldReader(field),
  shape: SHAPE[field.type],
}));

/** All fields beforehand: an object that grows field by field takes long to fill. */
const NO_VALUES = Object.fromEntries(FIELDS.map(({ name }) => [name, null]));

/**
 * Brings a document to the one shape of an execution. A row without test_uuid, test_name or event_time is not
 * counted (CONTRACT section 1) and reads as null; a value of a wrong type reads as missing and is named in `problems`.
 */
export function readExecution(source: JsonObject): ExecutionReading {
  const problems: string[] = [];
  const row: Record<string, unknown> = { ...NO_VALUES };
  for (const { name, read, shape } of FIELDS) {
    const { values, problem } = read(source);
    if (problem !== null) problems.push(problem);
    row[name] = shape(values);
  }
  const missing = REQUIRED.filter((name) => row[name] === null).map((name) => DOCUMENT_FIELDS[name].path);
  return { execution: missing.length === 0 ? (row as Execution) : null, missing, problems };
}
