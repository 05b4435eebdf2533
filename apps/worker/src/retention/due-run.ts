import { formatInstant, type MissedRuns } from '@achilles/types';
import type { RetentionRun } from './retention-run.ts';
import {
  countTicks,
  lastTick,
  nextTick,
  previousTick,
  type RetentionSchedule,
} from './retention-schedule.ts';

/** A run that is to begin now. */
export interface DueRun {
  /** When the schedule had it begin, epoch milliseconds. */
  readonly tick: number;
  /** The runs that it makes up for, itself among them where it is late; null for none. */
  readonly missed: MissedRuns | null;
}

/** What decides whether a run is due. Times are epoch milliseconds. */
export interface DueQuestion {
  readonly schedule: RetentionSchedule;
  readonly now: number;
  /** When this worker began to keep the schedule. */
  readonly since: number;
  /** The newest run on record; null where there is none. */
  readonly newest: Pick<RetentionRun, 'scheduledFor' | 'cron' | 'timezone'> | null;
}

/** A run that begins later than this, after the schedule had it begin, was missed. */
const LATE_MS = 60_000;
/** More than this are not counted one by one. */
const MOST_COUNTED = 1_000;

/**
 * The instant after which ticks count: that of the newest run under the same schedule, or the start of this worker where
 * nothing tells that the schedule was in force before it.
 */
function settledUntil({ schedule, since, newest }: DueQuestion): number {
  if (newest === null) return since - 1;
  const isSame =
    (newest.cron ?? schedule.cron) === schedule.cron &&
    (newest.timezone ?? schedule.timezone) === schedule.timezone;
  return isSame ? newest.scheduledFor : Math.max(newest.scheduledFor, since - 1);
}

/** The run of the last tick, which makes up for those before it that have none; null when it has begun already. */
export function dueRun(question: DueQuestion): DueRun | null {
  const { schedule, now } = question;
  const tick = lastTick(schedule, now);
  const settled = settledUntil(question);
  if (tick <= settled) return null;
  const last = now - tick > LATE_MS ? tick : previousTick(schedule, tick);
  if (last <= settled) return { tick, missed: null };
  const missed = {
    count: countTicks(schedule, settled, last, MOST_COUNTED),
    first: formatInstant(nextTick(schedule, settled)),
    last: formatInstant(last),
  };
  return { tick, missed };
}
