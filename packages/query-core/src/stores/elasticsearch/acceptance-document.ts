import { isDeepStrictEqual } from 'node:util';
import type { RiskRecord } from '../../ports/risk-acceptance-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import type { ElasticsearchCalls } from './client/elasticsearch-calls.ts';
import { isCausedBy } from './client/elasticsearch-error.ts';
import { acceptanceHits, recordOf } from './read-acceptances.ts';

const OPERATION = 'reading a risk acceptance';
/** The longest id that a document can have (Elasticsearch). */
const LONGEST_ID = 512;

/** The version of a record that is stored, and where. */
export interface StoredAcceptance {
  readonly record: RiskRecord;
  readonly index: string;
  readonly documentId: string;
  readonly version: { readonly if_seq_no: number; readonly if_primary_term: number };
}

/** A document as it is now, refreshed or not; null where there is none. Asked for in a body, where any id is only text. */
async function readDocument(
  calls: ElasticsearchCalls,
  index: string,
  documentId: string,
): Promise<StoredAcceptance | null> {
  const docs = [{ _index: index, _id: documentId }];
  const answer = await calls.run(OPERATION, (client, options) => client.mget({ docs }, options));
  const [found] = answer.docs;
  if (found === undefined || 'error' in found) {
    if (found?.error.type === 'index_not_found_exception') return null;
    throw new StoreError('unavailable', `${OPERATION} is not possible now`, found);
  }
  if (!found.found) return null;
  const version = { if_seq_no: found._seq_no ?? 0, if_primary_term: found._primary_term ?? 0 };
  return { record: recordOf(found), index: found._index, documentId, version };
}

/**
 * The newest version of a record; null where there is none. Its document has the record's id, or another one where
 * somebody else wrote it: then all are looked through, since nothing is known of how their index maps ids.
 * @throws StoreError
 */
export async function findAcceptance(
  calls: ElasticsearchCalls,
  index: string,
  id: string,
): Promise<StoredAcceptance | null> {
  const isPossible = id !== '' && Buffer.byteLength(id) <= LONGEST_ID;
  const direct = isPossible ? await readDocument(calls, index, id) : null;
  if (direct?.record.acceptance_id === id) return direct;
  const hit = (await acceptanceHits(calls, index)).find((each) => recordOf(each).acceptance_id === id);
  return hit?._id === undefined ? null : readDocument(calls, hit._index, hit._id);
}

/** Replaces exactly the version that was read; false where it is another one by now. @throws StoreError */
export async function replaceAcceptance(
  calls: ElasticsearchCalls,
  { index, documentId: id, version }: StoredAcceptance,
  record: RiskRecord,
): Promise<boolean> {
  let sent = 0;
  try {
    await calls.run('storing a risk acceptance', (client, options) => {
      sent++;
      return client.index({ index, id, document: record, ...version, refresh: true }, options);
    });
    return true;
  } catch (error) {
    if (!isCausedBy(error, 'version_conflict_engine_exception')) throw error;
    // A request that was sent again after its answer was lost conflicts with itself.
    const stored = sent > 1 ? await readDocument(calls, index, id) : null;
    return stored !== null && isDeepStrictEqual(stored.record, record);
  }
}
