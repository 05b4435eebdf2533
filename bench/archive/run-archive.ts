import type { Tell } from '@achilles/testkit';
import type { Job } from '@achilles/types';
import { residentMemory } from '../measure/machine.ts';
import { settle } from '../set-up/bench-indices.ts';
import type { ArchiveBench } from './archive-bench.ts';
import { CUT, DashboardReads } from './dashboard-reads.ts';
import { runJob, secondsOf } from './run-job.ts';

const QUIET_READS = 100;
const WARM_UP_READS = 20;
const SAMPLE_MS = 200;

/** One move of many rows. */
export interface MeasuredMove {
  readonly rows: number;
  readonly seconds: number;
  /** What dashboard reads took meanwhile, ms. */
  readonly reads: readonly number[];
  /** What the worker held when it began, and the most it held, MiB; null where the system does not tell. */
  readonly memory: { readonly before: number; readonly peak: number } | null;
}

/** One round: what reads take when nothing else happens, and both moves. */
export interface ArchiveRound {
  readonly quiet: readonly number[];
  readonly archive: MeasuredMove;
  readonly restore: MeasuredMove;
}

async function count({ client }: ArchiveBench, index: string): Promise<number> {
  await client.indices.refresh({ index, ignore_unavailable: true });
  return (await client.count({ index, ignore_unavailable: true })).count;
}

/** @throws unless so many rows are live and archived */
async function expectPlaces(bench: ArchiveBench, live: number, archived: number): Promise<void> {
  const found = { live: await count(bench, bench.pattern), archived: await count(bench, bench.archive) };
  if (found.live !== live || found.archived !== archived)
    throw new Error(
      `${found.live} rows are live and ${found.archived} archived, not ${live} and ${archived}`,
    );
}

async function measureMove(
  bench: ArchiveBench,
  reads: DashboardReads,
  start: () => Promise<Job>,
  moved: (job: Job) => number,
): Promise<MeasuredMove> {
  const before = residentMemory(bench.worker.pid);
  let peak = before ?? 0;
  const sampling = setInterval(() => {
    peak = Math.max(peak, residentMemory(bench.worker.pid) ?? 0);
  }, SAMPLE_MS);
  try {
    const working = start();
    const times = await reads.during(working);
    const job = await working;
    return {
      ...{ rows: moved(job), seconds: secondsOf(job), reads: times },
      memory: before === null ? null : { before, peak },
    };
  } finally {
    clearInterval(sampling);
  }
}

export interface RunArchiveOptions {
  readonly rounds: number;
  readonly signal: AbortSignal;
  readonly tell: Tell;
}

/** Archives and restores the same rows over and over. @throws when a row is not where it belongs afterwards */
export async function runArchive(
  bench: ArchiveBench,
  { rounds, signal, tell }: RunArchiveOptions,
): Promise<ArchiveRound[]> {
  const { api, client, pattern, archive, loaded } = bench;
  const reads = new DashboardReads(bench.caller);
  await reads.times(WARM_UP_READS);
  const { count: old } = await client.count({
    index: pattern,
    query: { range: { 'routing.event_time': { lt: CUT } } },
  });
  const job = (path: string, body: object) => () => runJob(api.url, path, body, signal);
  const result = (name: string) => (done: Job) => (done.result as Record<string, number>)[name] ?? 0;
  const measured: ArchiveRound[] = [];
  while (measured.length < rounds) {
    const quiet = await reads.times(QUIET_READS);
    const archiving = job('executions/archive-by-date', { before: CUT });
    const archived = await measureMove(bench, reads, archiving, result('archived'));
    await expectPlaces(bench, loaded.rows - old, old);
    const restoring = job('executions/restore', { from: 0, to: CUT - 1 });
    const restored = await measureMove(bench, reads, restoring, result('restored'));
    await expectPlaces(bench, loaded.rows, 0);
    measured.push({ quiet, archive: archived, restore: restored });
    tell(
      `round ${measured.length} of ${rounds}: ${old.toLocaleString('en')} rows archived in ${archived.seconds.toFixed(0)} s and restored in ${restored.seconds.toFixed(0)} s`,
    );
    await settle(client, `${pattern},${archive}`, tell);
  }
  return measured;
}
