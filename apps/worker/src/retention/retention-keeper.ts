import { createHash } from 'node:crypto';
import type { JobQueue } from '@achilles/queue';
import { formatInstant, isFinished, type JobRecords, type Jobs } from '@achilles/types';
import type { Logger } from 'pino';
import { type DueRun, dueRun } from './due-run.ts';
import { newestRuns, type RetentionRun } from './retention-run.ts';
import { lastTick, type RetentionSchedule } from './retention-schedule.ts';
import { type RetentionState, retentionState } from './retention-state.ts';

/** What a schedule is kept with. */
export interface RetentionKeeperOptions {
  readonly schedule: RetentionSchedule;
  readonly queue: JobQueue<Jobs>;
  readonly records: JobRecords;
  readonly log: Logger;
  readonly clock: () => number;
}

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
  #runs: readonly RetentionRun[] | null = null;

  constructor(options: RetentionKeeperOptions) {
    this.#options = options;
    this.#since = options.clock();
  }

  /** How the schedule is kept, as of the last look. */
  get state(): RetentionState {
    const { schedule, clock } = this.#options;
    return retentionState(schedule, this.#runs, clock());
  }

  /** Makes the job of the last tick unless there is one. @throws QueueError, and what records throw that can't be reached */
  async look(): Promise<void> {
    const { schedule, records, clock } = this.#options;
    const now = clock();
    const tick = lastTick(schedule, now);
    const isOver = this.#runs?.every(({ record }) => isFinished(record)) ?? false;
    if (tick === this.#settled && isOver) return;
    this.#runs = await newestRuns(records);
    if (tick === this.#settled) return;
    const due = dueRun({ schedule, now, since: this.#since, newest: this.#runs[0] ?? null });
    if (due !== null) {
      await this.#begin(due);
      this.#runs = await newestRuns(records);
    }
    this.#settled = tick;
  }

  async #begin({ tick, missed }: DueRun): Promise<void> {
    const { schedule, queue, log } = this.#options;
    const payload = {
      ...schedule,
      scheduledFor: tick,
      missed: missed !== null,
      ...(missed !== null && { missedRuns: missed }),
    };
    const job = await queue.submit('retention', payload, REQUESTER, { id: retentionJobId(tick) });
    const told = { job: job.id, scheduledFor: formatInstant(tick) };
    if (missed === null) log.info(told, 'retention begins');
    else
      log.warn(
        { ...told, missed },
        'runs of the retention were missed while no worker ran; one that makes up for them begins now',
      );
  }
}
