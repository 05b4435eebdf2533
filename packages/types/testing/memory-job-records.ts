import type { JobRecord, JobRecordFilter, JobRecordList, JobRecords } from '../src/jobs/job-record.ts';

/** Of two records the newer one first; of equal age by id. */
const byAge = (a: JobRecord, b: JobRecord): number => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);

const isWanted =
  ({ types, statuses, org, requestedBy, createdFrom, createdTo }: JobRecordFilter) =>
  (record: JobRecord): boolean =>
    (types?.includes(record.type) ?? true) &&
    (statuses?.includes(record.status) ?? true) &&
    (org === undefined || record.org === org) &&
    (requestedBy === undefined || record.requestedBy === requestedBy) &&
    record.createdAt >= (createdFrom ?? Number.NEGATIVE_INFINITY) &&
    record.createdAt <= (createdTo ?? Number.POSITIVE_INFINITY);

/** Records of jobs in memory, for tests of what stands on them. */
export class MemoryJobRecords implements JobRecords {
  readonly #records = new Map<string, string>();

  async create(record: JobRecord): Promise<boolean> {
    if (this.#records.has(record.id)) return false;
    this.#records.set(record.id, JSON.stringify(record));
    return true;
  }

  async get(id: string): Promise<JobRecord | null> {
    const text = this.#records.get(id);
    return text === undefined ? null : (JSON.parse(text) as JobRecord);
  }

  async change(id: string, change: (record: JobRecord) => JobRecord): Promise<JobRecord | null> {
    const text = this.#records.get(id);
    if (text === undefined) return null;
    this.#records.set(id, JSON.stringify(change(JSON.parse(text))));
    return this.get(id);
  }

  async remove(id: string): Promise<void> {
    this.#records.delete(id);
  }

  async list(filter: JobRecordFilter): Promise<JobRecordList> {
    const all = [...this.#records.values()].map((text) => JSON.parse(text) as JobRecord);
    const found = all.filter(isWanted(filter)).sort(byAge);
    return { records: found.slice(0, filter.limit), total: found.length };
  }

  async removeFinishedBefore(time: number): Promise<number> {
    const before = this.#records.size;
    for (const [id, text] of this.#records) {
      const { finishedAt } = JSON.parse(text) as JobRecord;
      if (finishedAt !== undefined && finishedAt < time) this.#records.delete(id);
    }
    return before - this.#records.size;
  }
}
