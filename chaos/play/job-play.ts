import { setTimeout as sleep } from 'node:timers/promises';
import type { KnownRows } from '../rows/known-rows.ts';
import { CUT } from '../rows/new-row.ts';
import type { AskedJob, JobCaller } from './job-caller.ts';
import type { Random } from './random.ts';

const PAUSE_MS = [300, 2_500] as const;
const CANCEL_AFTER_MS = [0, 1_500] as const;
const DAY = 86_400_000;
const DAYS = 40;
const MOST_KEYS = 40;

type Kind = 'by date' | 'by keys' | 'restore window' | 'restore job' | 'twice';

/** What is asked for: jobs by path and body. Rows from the cut on are left alone. */
export function jobsOf(kind: Kind, rows: KnownRows, asked: readonly AskedJob[], random: Random) {
  const day = () => CUT - random.between(0, DAYS) * DAY;
  const byDate = { path: 'executions/archive-by-date', body: { before: random.chance(0.5) ? CUT : day() } };
  switch (kind) {
    case 'by date':
      return [byDate];
    case 'twice':
      return [byDate, byDate];
    case 'by keys': {
      const keys = rows.all
        .filter(({ time, kind: of }) => time < CUT && of !== 'uncounted')
        .map(({ groupKey }) => groupKey);
      return [
        { path: 'executions/archive', body: { groupKeys: random.sample([...new Set(keys)], MOST_KEYS) } },
      ];
    }
    case 'restore window': {
      const from = day();
      return [{ path: 'executions/restore', body: { from, to: from + random.between(1, DAYS) * DAY } }];
    }
    case 'restore job': {
      const archives = asked.filter(({ path }) => path !== 'executions/restore');
      if (archives.length === 0) return [byDate];
      return [{ path: 'executions/restore', body: { jobId: random.pick(archives).id } }];
    }
    default:
      return kind satisfies never;
  }
}

/** Asks for jobs, and cancels some of them, until a signal fires. */
export async function playJobs(
  caller: JobCaller,
  rows: KnownRows,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  const cancelling: Promise<void>[] = [];
  while (!signal.aborted) {
    const kind = random.weighted<Kind>([
      [4, 'by date'],
      [2, 'by keys'],
      [2, 'restore window'],
      [2, 'restore job'],
      [2, 'twice'],
    ]);
    const jobs = await Promise.all(
      jobsOf(kind, rows, caller.asked, random).map(({ path, body }) => caller.submit(path, body)),
    );
    const [job] = jobs;
    if (job !== undefined && random.chance(0.2)) {
      const after = random.between(...CANCEL_AFTER_MS);
      cancelling.push(sleep(after).then(() => caller.cancel(job)));
    }
    await sleep(random.between(...PAUSE_MS));
  }
  await Promise.all(cancelling);
}
