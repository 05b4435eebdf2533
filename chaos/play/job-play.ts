import { setTimeout as sleep } from 'node:timers/promises';
import type { KnownRows } from '../rows/known-rows.ts';
import { CUT } from '../rows/new-row.ts';
import type { AskedJob, JobCaller } from './job-caller.ts';
import type { Random } from './random.ts';

const PAUSE_MS = [200, 1_500] as const;
const CANCEL_AFTER_MS = [0, 1_500] as const;
const CANCELLED = 0.15;
const DAY = 86_400_000;
const DAYS = 40;
const MOST_KEYS = 40;
const BEGIN_MS = 120_000;
const RESTORE = 'executions/restore';

type Kind = 'by date' | 'twice' | 'by keys' | 'restore window' | 'restore job';

/** How often each kind is asked for in a turn of archives, and in one of restores. */
const TURNS: Readonly<Record<'archive' | 'restore', readonly (readonly [number, Kind])[]>> = {
  archive: [
    [4, 'by date'],
    [2, 'twice'],
    [2, 'by keys'],
  ],
  restore: [
    [2, 'restore window'],
    [1, 'restore job'],
  ],
};

interface Wanted {
  readonly path: string;
  readonly body: object;
}

/** What is asked for: jobs by path and body. Rows from the cut on are left alone. */
function jobsOf(kind: Kind, rows: KnownRows, asked: readonly AskedJob[], random: Random): readonly Wanted[] {
  const day = () => CUT - random.between(0, DAYS) * DAY;
  const byDate = { path: 'executions/archive-by-date', body: { before: random.chance(0.5) ? CUT : day() } };
  switch (kind) {
    case 'by date':
      return [byDate];
    case 'twice':
      return [byDate, byDate];
    case 'by keys': {
      const old = rows.all.filter(({ time, kind: of }) => time < CUT && of !== 'uncounted');
      const keys = [...new Set(old.map(({ groupKey }) => groupKey))];
      return [{ path: 'executions/archive', body: { groupKeys: random.sample(keys, MOST_KEYS) } }];
    }
    case 'restore window': {
      const from = day();
      return [{ path: RESTORE, body: { from, to: from + random.between(1, DAYS) * DAY } }];
    }
    case 'restore job': {
      const archives = asked.filter(({ path }) => path !== RESTORE);
      return archives.length === 0 ? [] : [{ path: RESTORE, body: { jobId: random.pick(archives).id } }];
    }
    default:
      return kind satisfies never;
  }
}

/** Asks for jobs that move rows one way, and cancels some of them, until a signal fires. */
async function playTurns(
  turns: readonly (readonly [number, Kind])[],
  { caller, rows, random, signal }: JobPlay,
): Promise<void> {
  const cancelling: Promise<void>[] = [];
  while (!signal.aborted) {
    const wanted = jobsOf(random.weighted(turns), rows, caller.asked, random);
    const [job] = await Promise.all(wanted.map(({ path, body }) => caller.submit(path, body)));
    if (job !== undefined && random.chance(CANCELLED)) {
      const after = random.between(...CANCEL_AFTER_MS);
      cancelling.push(sleep(after).then(() => caller.cancel(job)));
    }
    await sleep(random.between(...PAUSE_MS));
  }
  await Promise.all(cancelling);
}

/** What jobs are asked for with. */
export interface JobPlay {
  readonly caller: JobCaller;
  readonly rows: KnownRows;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/** Archives the older half of what is to be archived in peace, so that there is something to restore from the start. */
export async function beginJobs(caller: JobCaller): Promise<void> {
  const job = await caller.submit('executions/archive-by-date', { before: CUT - (DAYS / 2) * DAY });
  await caller.ended(job, BEGIN_MS);
}

/** Has rows moved both ways at the same time. */
export async function playJobs(play: JobPlay): Promise<void> {
  await Promise.all([playTurns(TURNS.archive, play), playTurns(TURNS.restore, play)]);
}
