import { isFinished } from '@achilles/types';
import type { RetentionRun } from './retention-run.ts';
import { nextTick, type RetentionSchedule } from './retention-schedule.ts';

/** How a schedule is kept, in words for people. */
export interface RetentionState {
  /** When it has something begin next, how the last run ended, and what was missed. */
  readonly text: string;
  /** What keeps rows from being archived when they should be; null when nothing does. */
  readonly fault: string | null;
}

type Shown = (instant: number | string) => string;

/** An instant in the zone of the schedule to the minute, as `2026-11-23 03:00`. */
const shownIn = (timeZone: string): Shown => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (instant) => format.format(new Date(instant));
};

const many = (count: number, one: string, more: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more}`;

/** What a run moved, as far as its result tells. */
function moved({ record }: RetentionRun): string | null {
  const { archived, skipped, droppedIndices } = (record.result ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof archived !== 'number') return null;
  const parts = [`${many(archived, 'row', 'rows')} archived`];
  if (typeof skipped === 'number' && skipped > 0) parts.push(`${many(skipped, 'row', 'rows')} skipped`);
  if (Array.isArray(droppedIndices) && droppedIndices.length > 0)
    parts.push(`${many(droppedIndices.length, 'empty index', 'empty indices')} dropped`);
  return parts.join(', ');
}

function how(run: RetentionRun, shown: Shown): string {
  const { status, progress, error, trouble, finishedAt = 0 } = run.record;
  const what = moved(run);
  const come = what === null ? '' : `, ${what}`;
  switch (status) {
    case 'completed':
      return `completed at ${shown(finishedAt)}${come}`;
    case 'failed':
      return `failed at ${shown(finishedAt)}${come}: ${error ?? 'no reason is on record'}`;
    case 'cancelled':
      return `was cancelled at ${shown(finishedAt)}`;
    case 'active':
      return `is under way, ${progress.done} of ${many(progress.total, 'row', 'rows')}`;
    case 'queued':
      return trouble === undefined
        ? 'waits for a worker'
        : `is tried again since ${shown(trouble.since)}: ${trouble.reason}`;
    default:
      return status satisfies never;
  }
}

const told = (run: RetentionRun, shown: Shown) => `that of ${shown(run.scheduledFor)} ${how(run, shown)}`;

function missedBy(run: RetentionRun, shown: Shown): string {
  const { missedRuns: runs, record, scheduledFor } = run;
  const { count, first, last } = runs ?? { count: 1, first: scheduledFor, last: scheduledFor };
  const between = count === 2 ? 'and' : 'to';
  const which = count === 1 ? shown(last) : `${shown(first)} ${between} ${shown(last)}`;
  const were = many(count, 'run was', 'runs were');
  return `${were} missed while no worker ran: ${which}, made up for at ${shown(record.createdAt)}`;
}

const isAtFault = ({ record: { status, trouble } }: RetentionRun): boolean =>
  status === 'failed' || (status === 'queued' && trouble !== undefined);

/**
 * How a schedule is kept.
 * @param runs the newest first; null while nobody has looked
 */
export function retentionState(
  schedule: RetentionSchedule,
  runs: readonly RetentionRun[] | null,
  now: number,
): RetentionState {
  const shown = shownIn(schedule.timezone);
  const next = `next run at ${shown(nextTick(schedule, now))}`;
  const zone = `(${schedule.cron}, times in ${schedule.timezone})`;
  if (runs === null) return { text: `${next} ${zone}`, fault: null };
  const ended = runs.find(({ record }) => isFinished(record));
  const newest = runs[0] === ended ? undefined : runs[0];
  const telling = [newest, ended].filter((run) => run !== undefined);
  const missing = runs.find(({ missed }) => missed);
  const text = [
    next,
    ...(telling.length === 0 ? ['no run is on record'] : telling.map((run) => told(run, shown))),
    ...(missing === undefined ? [] : [missedBy(missing, shown)]),
  ];
  const faults = telling.filter(isAtFault).map((run) => `retention: ${told(run, shown)}`);
  return { text: `${text.join('; ')} ${zone}`, fault: faults.length === 0 ? null : faults.join('; ') };
}
