import { isFinished, type JobRecord, type JobRecords } from '@achilles/types';
import { repeatedJobId } from './repeated-job-id.ts';

const REPEATABLE_MS = 24 * 3_600 * 1_000;

/** Where the job of a repeatable request is, or is to be. */
export interface RepeatedRecord {
  readonly id: string;
  readonly record: JobRecord | null;
}

/** Finds the records of requests that were sent before, by who sent them and what they called them. */
export class RepeatedJobs {
  readonly #records: JobRecords;
  readonly #clock: () => number;

  constructor(records: JobRecords, clock: () => number) {
    this.#records = records;
    this.#clock = clock;
  }

  /** The record of the last 24 hours; else the id that is free for a new one. */
  async find(type: string, requestedBy: string, key: string): Promise<RepeatedRecord> {
    for (let round = 0; ; round++) {
      const id = repeatedJobId(type, requestedBy, key, round);
      const record = await this.#records.get(id);
      if (record === null || this.#clock() - record.createdAt < REPEATABLE_MS) return { id, record };
    }
  }

  /** The id of the job that a request leads to, whether it is there or is to be made. */
  async idOf(type: string, requestedBy: string, key: string): Promise<string> {
    return (await this.find(type, requestedBy, key)).id;
  }

  /** Notes in a record that is not finished that others rely on it too; null where it is gone. */
  join(id: string): Promise<JobRecord | null> {
    return this.#records.change(id, (record) =>
      isFinished(record) || record.joined === true ? record : { ...record, joined: true },
    );
  }
}
