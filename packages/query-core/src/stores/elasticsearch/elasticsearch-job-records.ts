import type { JobRecord, JobRecordFilter, JobRecordList, JobRecords } from '@achilles/types';
import type { Client } from '@elastic/elasticsearch';
import { StoreError } from '../../ports/store-error.ts';
import { type CallLimits, ElasticsearchCalls } from './client/elasticsearch-calls.ts';
import { isCausedBy } from './client/elasticsearch-error.ts';
import { NodeWatch } from './client/node-watch.ts';
import { ensureIndex } from './indices/ensure-index.ts';
import {
  documentOf,
  isSameRecord,
  JOB_RECORD_MAPPING,
  recordOfDocument,
  recordQuery,
} from './job-record-document.ts';

/** The cluster and the index that records are kept in. */
export interface JobRecordsOptions {
  readonly client: Client;
  readonly index: string;
  readonly limits?: CallLimits;
}

interface Found {
  readonly record: JobRecord;
  readonly version: { readonly if_seq_no: number; readonly if_primary_term: number };
}

const LIMITS: CallLimits = { deadlineMs: 10_000, overloadMs: 5_000 };
/** Of those who change one record at once somebody always succeeds, so that this is far more than there are. */
const MOST_ROUNDS = 100;
const REMOVED_AT_ONCE = 1_000;
const REMOVING = 'removing old job records';
const READING = 'reading a job record';
const STORING = 'storing a job record';
const CONFLICT = 'version_conflict_engine_exception';

/** Keeps the records of jobs in an index of its own; what is stored is on every copy before it is acknowledged. */
export class ElasticsearchJobRecords implements JobRecords {
  readonly #client: Client;
  readonly #watch: NodeWatch;
  readonly #limits: CallLimits;
  readonly #index: string;

  constructor({ client, index, limits = LIMITS }: JobRecordsOptions) {
    this.#client = client;
    this.#index = index;
    this.#limits = limits;
    this.#watch = new NodeWatch(client);
  }

  async create(record: JobRecord): Promise<boolean> {
    const calls = this.#calls();
    await ensureIndex(calls, this.#index, JOB_RECORD_MAPPING);
    return this.#write(calls, record, { op_type: 'create' });
  }

  async get(id: string): Promise<JobRecord | null> {
    return (await this.#find(this.#calls(), id))?.record ?? null;
  }

  async change(id: string, change: (record: JobRecord) => JobRecord): Promise<JobRecord | null> {
    const calls = this.#calls();
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const found = await this.#find(calls, id);
      if (found === null) return null;
      const changed = change(found.record);
      if (changed === found.record) return changed;
      if (await this.#write(calls, changed, found.version)) return JSON.parse(JSON.stringify(changed));
    }
    throw new StoreError('overloaded', 'others keep changing the same job record');
  }

  async remove(id: string): Promise<void> {
    await this.#calls().run('removing a job record', (client, options) =>
      client.delete({ index: this.#index, id }, { ...options, ignore: [404] }),
    );
  }

  async list(filter: JobRecordFilter): Promise<JobRecordList> {
    const calls = this.#calls();
    await this.#refresh(calls);
    const { hits } = await calls.run('listing job records', (client, options) =>
      client.search(
        {
          index: this.#index,
          ignore_unavailable: true,
          allow_partial_search_results: false,
          query: recordQuery(filter),
          sort: [{ created_at: 'desc' }, { id: 'desc' }],
          size: filter.limit,
          track_total_hits: true,
        },
        options,
      ),
    );
    const total = typeof hits.total === 'number' ? hits.total : (hits.total?.value ?? 0);
    return { records: hits.hits.map(({ _id, _source }) => recordOfDocument(_id, _source)), total };
  }

  async removeFinishedBefore(time: number): Promise<number> {
    let removed = 0;
    for (;;) {
      const calls = this.#calls();
      const ids = await this.#finishedBefore(calls, time);
      if (ids.length === 0) return removed;
      const operations = ids.map((_id) => ({ delete: { _index: this.#index, _id } }));
      const { items } = await calls.run(REMOVING, (client, options) => client.bulk({ operations }, options));
      const failed = items.find((item) => (item.delete?.status ?? 500) >= 400 && item.delete?.status !== 404);
      if (failed !== undefined)
        throw new StoreError('unavailable', `${REMOVING} is not possible now`, failed);
      removed += items.filter((item) => item.delete?.status === 200).length;
    }
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  #calls(): ElasticsearchCalls {
    return new ElasticsearchCalls(this.#client, this.#watch, this.#limits);
  }

  /** Some of the records of jobs that finished before a time; no such record changes any more. */
  async #finishedBefore(calls: ElasticsearchCalls, time: number): Promise<string[]> {
    await this.#refresh(calls);
    const { hits } = await calls.run('looking for old job records', (client, options) =>
      client.search(
        {
          index: this.#index,
          ignore_unavailable: true,
          allow_partial_search_results: false,
          query: { range: { finished_at: { lt: time } } },
          _source: false,
          size: REMOVED_AT_ONCE,
        },
        options,
      ),
    );
    return hits.hits.map(({ _id }) => _id ?? '');
  }

  async #refresh(calls: ElasticsearchCalls): Promise<void> {
    await calls.run('refreshing', (client, options) =>
      client.indices.refresh({ index: this.#index, ignore_unavailable: true }, options),
    );
  }

  /** The newest version, refreshed or not; null where there is none. */
  async #find(calls: ElasticsearchCalls, id: string): Promise<Found | null> {
    const docs = [{ _index: this.#index, _id: id }];
    const answer = await calls.run(READING, (client, options) => client.mget({ docs }, options));
    const [found] = answer.docs;
    if (found === undefined || 'error' in found) {
      if (found?.error.type === 'index_not_found_exception') return null;
      throw new StoreError('unavailable', `${READING} is not possible now`, found);
    }
    if (!found.found) return null;
    const version = { if_seq_no: found._seq_no ?? 0, if_primary_term: found._primary_term ?? 0 };
    return { record: recordOfDocument(id, found._source), version };
  }

  /** Writes on a condition; false where it does not hold. */
  async #write(
    calls: ElasticsearchCalls,
    record: JobRecord,
    condition: { readonly op_type: 'create' } | Found['version'],
  ): Promise<boolean> {
    let sent = 0;
    try {
      await calls.run(STORING, (client, options) => {
        sent++;
        const document = documentOf(record);
        return client.index({ index: this.#index, id: record.id, document, ...condition }, options);
      });
      return true;
    } catch (error) {
      if (!isCausedBy(error, CONFLICT)) throw error;
      // A request that was sent again after its answer was lost conflicts with itself.
      const stored = sent > 1 ? await this.#find(calls, record.id) : null;
      return stored !== null && isSameRecord(stored.record, record);
    }
  }
}
