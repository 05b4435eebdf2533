import { readExecution, type StoredExecution } from '@achilles/types';

/** What tells one row of a contract test from another. */
export interface RowOptions {
  readonly index?: string;
  /** ISO-8601 or epoch milliseconds. */
  readonly time?: string | number;
  readonly code?: number;
  readonly org?: string;
  readonly host?: string;
  readonly name?: string;
  readonly uuid?: string;
  readonly severity?: string;
  /** Makes it a control of that bundle. */
  readonly bundle?: string;
}

/** A row that a store can be given. */
export function row(id: string, options: RowOptions = {}): StoredExecution {
  const { index = 'achilles-results-a', time = '2026-04-30T10:00:00.000Z', code = 101 } = options;
  const { org = 'o1', host = 'h1', name = 'Test', uuid = `u-${name}`, severity, bundle } = options;
  const source = {
    routing: { event_time: time, oid: org, hostname: host },
    event: { ERROR: code },
    f0rtika: {
      test_uuid: uuid,
      test_name: name,
      is_protected: code !== 101,
      ...(severity !== undefined && { severity }),
      ...(bundle !== undefined && { bundle_id: bundle, is_bundle_control: true }),
    },
    note: 'an unknown field',
  };
  const { execution } = readExecution(source);
  if (execution === null) throw new Error('the row of a test must be counted');
  return { index, id, source, execution };
}
