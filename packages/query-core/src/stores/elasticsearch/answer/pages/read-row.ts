import { type ExecutionRow, readExecution } from '@achilles/types';
import { StoreError } from '../../../../ports/store-error.ts';
import type { Hit } from '../group-reader.ts';

/**
 * The row that was found.
 * @throws StoreError `unreadable` that names it, when its document was not kept or is not the one that was indexed
 */
export function readRow({ _index: index, _id: id, _source: source }: Hit): ExecutionRow {
  const execution = source === undefined ? null : readExecution(source).execution;
  if (execution !== null) return { index, id, execution };
  const fault =
    source === undefined
      ? 'has no _source'
      : 'has a _source that lacks its time, test_uuid or test_name, or in which they can not be read';
  const message = `document ${id} of index ${index} ${fault}; correct or delete it, or leave its index out of the index pattern`;
  throw new StoreError('unreadable', message);
}
