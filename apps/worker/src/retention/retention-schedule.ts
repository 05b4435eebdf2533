import { CronExpressionParser } from 'cron-parser';

/** Which rows are archived without anybody's asking, and when. */
export interface RetentionSchedule {
  /** Rows older than so many times 24 hours are archived. */
  readonly days: number;
  /** Minute, hour, day of month, month, day of week. */
  readonly cron: string;
  /** IANA zone of the cron's times. */
  readonly timezone: string;
  /** Whether indices that archiving has emptied are deleted after each run. */
  readonly dropEmpty: boolean;
}

type Times = Pick<RetentionSchedule, 'cron' | 'timezone'>;

const FIELDS = 5;

const at = ({ cron, timezone }: Times, now: number) =>
  CronExpressionParser.parse(cron, { tz: timezone, currentDate: new Date(now) });

/** What keeps a cron from being one, as a clause; null when nothing does. */
export function cronProblem(cron: string): string | null {
  if (cron.trim().split(/\s+/).length !== FIELDS) return 'it has not five fields';
  try {
    const now = Date.now();
    at({ cron, timezone: 'UTC' }, now).next();
    at({ cron, timezone: 'UTC' }, now).prev();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** When the schedule had something begin last, at `now` or before it; epoch milliseconds. */
export const lastTick = (times: Times, now: number): number =>
  at(times, now + 1)
    .prev()
    .getTime();

/** When the schedule has something begin next, after `now`; epoch milliseconds. */
export const nextTick = (times: Times, now: number): number => at(times, now).next().getTime();

/** When the schedule had something begin last, before `tick`; epoch milliseconds. */
export const previousTick = (times: Times, tick: number): number => at(times, tick).prev().getTime();

/** How many ticks there are after an instant and up to another one, which is a tick itself; `most` at most. */
export function countTicks(times: Times, after: number, last: number, most: number): number {
  const ticks = at(times, last + 1);
  let count = 0;
  while (count < most && ticks.prev().getTime() > after) count++;
  return count;
}
