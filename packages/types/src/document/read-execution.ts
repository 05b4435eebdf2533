import { DOCUMENT_FIELDS, type DocumentField, type FieldName, type FieldType } from './document-fields.ts';
import type { Execution } from './execution.ts';
import { fieldReader, SEVERAL } from './field-reader.ts';
import type { JsonObject } from './values-reader.ts';

/** A document read: its execution, or null when it is no counted row; and what was odd about it. */
export interface ExecutionReading {
  readonly execution: Execution | null;
  /** Paths without which a row is not counted, and which this one lacks. */
  readonly missing: readonly string[];
  readonly problems: readonly string[];
}

const REQUIRED = ['event_time', 'test_uuid', 'test_name'] as const satisfies FieldName[];

/** What a field reads as where it has no value. */
const ABSENT: Record<FieldType, unknown> = {
  keyword: null,
  keywords: Object.freeze([]),
  boolean: false,
  integer: null,
  float: null,
  date: null,
};

const FIELDS = (Object.entries(DOCUMENT_FIELDS) as [FieldName, DocumentField][]).map(([name, field]) => ({
  name,
  isList: field.type === 'keywords',
  absent: ABSENT[field.type],
  reader: fieldReader(field),
}));

/** All fields beforehand: an object that grows field by field takes long to fill. */
const NO_VALUES = Object.fromEntries(FIELDS.map(({ name, absent }) => [name, absent]));

/**
 * Brings a document to the one shape of an execution. A row without test_uuid, test_name or event_time is not
 * counted (CONTRACT section 1) and reads as null; a value of a wrong type reads as missing and is named in `problems`.
 */
export function readExecution(source: JsonObject): ExecutionReading {
  const problems: string[] = [];
  const row: Record<string, unknown> = { ...NO_VALUES };
  for (const { name, isList, absent, reader } of FIELDS) {
    const one = reader.one(source);
    if (one === undefined) continue;
    if (one !== SEVERAL) row[name] = isList ? [one] : one;
    else {
      const { values, problem } = reader.all(source);
      if (problem !== null) problems.push(problem);
      row[name] = isList ? values : (values[0] ?? absent);
    }
  }
  const missing = REQUIRED.filter((name) => row[name] === null).map((name) => DOCUMENT_FIELDS[name].path);
  return { execution: missing.length === 0 ? (row as Execution) : null, missing, problems };
}
