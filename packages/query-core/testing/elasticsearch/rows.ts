import { readExecution, type StoredExecution } from '@achilles/types';

/** What tells one row from another in a test. */
export interface RowFields {
  readonly id: string;
  readonly index?: string;
  readonly time?: number | string;
  readonly org?: string;
  readonly host?: string;
  readonly name?: string;
  readonly uuid?: string;
  readonly code?: number;
  readonly bundle?: string;
  readonly detected?: boolean;
}

/** A document as its writer makes it; with a bundle, the stage of a run. */
export function documentOf({
  time = '2026-04-30T10:00:00.000Z',
  org = 'o1',
  host = 'h1',
  name = 'Test',
  uuid = `u-${name}`,
  code = 101,
  bundle,
  detected,
}: RowFields) {
  return {
    routing: { event_time: time, oid: org, hostname: host },
    event: { ERROR: code },
    f0rtika: {
      test_uuid: uuid,
      test_name: name,
      is_protected: code !== 101,
      ...(detected !== undefined && { defender_detected: detected }),
      ...(bundle !== undefined && { bundle_id: bundle, is_bundle_control: true }),
    },
  };
}

/** A row that a store can be given. */
export function rowOf(fields: RowFields): StoredExecution {
  const source = documentOf(fields);
  const { execution } = readExecution(source);
  if (execution === null) throw new Error('the row of a test must be counted');
  return { index: fields.index ?? 'achilles-results-a', id: fields.id, source, execution };
}
