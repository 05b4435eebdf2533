import { readExecution, type StoredExecution } from '@achilles/types';

/** A standalone row that no defense stopped, at a time in epoch milliseconds. */
export function storedRow(
  id: string,
  time: number,
  index = 'achilles-results-a',
  org = 'o1',
): StoredExecution {
  const source = {
    routing: { event_time: time, oid: org, hostname: 'h' },
    event: { ERROR: 101 },
    f0rtika: { test_uuid: 'u', test_name: 'n' },
  };
  const { execution } = readExecution(source);
  if (execution === null) throw new Error('the row of a test must be counted');
  return { index, id, source, execution };
}
