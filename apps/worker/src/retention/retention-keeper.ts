import { createHash } from 'node:crypto';
import type { JobQueue } from '@achilles/queue';
import { formatInstant, type Job, type Jobs } from '@achilles/types';
import type { Logger } from 'pino';
import { lastTick, nextTick, type RetentionSchedule } from './retention-schedule.ts';

/** What a schedule is kept with. */
export interface RetentionKeeperOptions {
  readonly schedule: RetentionSchedule;
  readonly queue: JobQueue<Jobs>;
  readonly log: Logger;
  readonly clock: () => number;
}

/** A job that is made later than this, after the schedule had it begin, was missed. */
const LATE_MS = 60_000;
const REQUESTER = { requestedBy: 'retention schedule' };
const HASH_LENGTH = 32;

/** The id of the job of a tick: the same in every worker, so that all of them make one job. */
export const retentionJobId = (tick: number): string =>
  `retention-${createHash('sha256').update(String(tick)).digest('hex').slice(0, HASH_LENGTH)}`;

/**
 * Keeps a retention schedule: at each look it makes the job of the last tick unless there is one. Any number of workers may
 * keep the same schedule.
 */
export class RetentionKeeper {
  readonly #options: RetentionKeeperOptions;
  readonly #since: number;
  #settled: number | null = null;
  #missed: number | null = null;

  constructor(options: RetentionKeeperOptions) {
    this.#options = options;
    this.#since = options.clock();
  }

  /** When the schedule has something begin next, and whether something was missed; for people. */
  get state(): string {
    const { schedule, clock } = this.#options;
    const next = `next at ${formatInstant(nextTick(schedule, clock()))}`;
    return this.#missed === null
      ? next
      : `${next}; that of ${formatInstant(this.#missed)} was missed and made later`;
  }

  /** Makes the job of the last tick unless there is one, or the schedule was not in force then. @throws QueueError */
  async look(): Promise<void> {
    const { schedule, queue, log, clock } = this.#options;
    const now = clock();
    const tick = lastTick(schedule, now);
    if (tick === this.#settled) return;
    const id = retentionJobId(tick);
    const known = await queue.get(id);
    if (known !== null) {
      this.#note(known, tick);
    } else if (this.#since <= tick || (await this.#wasInForce(tick))) {
      const missed = now - tick > LATE_MS;
      const job = await queue.submit(
        'retention',
        { days: schedule.days, scheduledFor: tick, missed },
        REQUESTER,
        { id },
      );
      const told = { job: job.id, scheduledFor: formatInstant(tick) };
      if (missed) {
        this.#missed = tick;
        log.warn(told, 'retention was missed, because no worker was there; it begins now');
      } else {
        log.info(told, 'retention begins');
      }
    }
    this.#settled = tick;
  }

  /** What is on record of a job tells whether it was made late. */
  #note({ createdAt }: Job, tick: number): void {
    if (Date.parse(createdAt) - tick > LATE_MS) this.#missed = tick;
  }

  /**
   * Whether the newest job on record is of an earlier tick. A later one, made under another cron, has left nothing to do.
   */
  async #wasInForce(tick: number): Promise<boolean> {
    const { jobs } = await this.#options.queue.list({ types: ['retention'], limit: 1 });
    return jobs.some(({ createdAt }) => Date.parse(createdAt) <= tick);
  }
}
