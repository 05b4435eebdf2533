import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tell } from '@achilles/testkit';
import type { CaseReport } from './case-report.ts';
import { movesOf } from './case-report.ts';
import { judgeCase } from './end/judge-case.ts';
import { settleJobs } from './end/settle-jobs.ts';
import { Differences } from './play/differences.ts';
import { Disturber } from './play/disturb.ts';
import { exportSamples } from './play/export-samples.ts';
import { findSamples } from './play/find-samples.ts';
import { JobCaller } from './play/job-caller.ts';
import { beginJobs, playJobs } from './play/job-play.ts';
import { randomOf } from './play/random.ts';
import type { SampleCounts } from './play/sampling.ts';
import { Writer } from './play/writer.ts';
import { KnownRows } from './rows/known-rows.ts';
import type { ChaosServers } from './servers/chaos-servers.ts';
import { deleteIndices } from './servers/delete-indices.ts';
import { caseNames, type Installation, startInstallation } from './servers/installation.ts';

const LOGS = join(import.meta.dirname, '../.cache/chaos');

/** Rows a second: slow moves are disturbed more often in the middle of a batch. */
const PACES = [null, 200, 1_000] as const;

export interface CaseOptions {
  readonly seed: number;
  /** Rows that are there when the case begins. */
  readonly rows: number;
  /** How long things are disturbed. */
  readonly milliseconds: number;
  readonly tell: Tell;
}

async function keepLogs(seed: number, { apis, workers }: Installation): Promise<void> {
  await mkdir(LOGS, { recursive: true });
  for (const [i, { app, output }] of [...apis, ...workers].entries())
    await writeFile(join(LOGS, `${seed}-${app}-${i}.log`), output);
}

/** Plays one case over servers that are all there, and leaves them so. */
export async function runCase(servers: ChaosServers, options: CaseOptions): Promise<CaseReport> {
  const { seed, milliseconds, tell } = options;
  const started = performance.now();
  const names = caseNames(`chaos-${seed}-${randomBytes(3).toString('hex')}`);
  const { elasticsearch } = servers;
  const rows = new KnownRows(names.live);
  const differences = new Differences();
  let disturber: Disturber | undefined;
  const nodesKilled = () => disturber?.nodesKilled ?? 0;
  const writer = new Writer(elasticsearch, rows, randomOf(seed, 'writer'), nodesKilled);
  await writer.begin(options.rows);
  const installation = await startInstallation(servers, names, randomOf(seed, 'pace').pick(PACES));
  try {
    await installation.ready();
    const caller = new JobCaller(installation.apis, differences);
    await beginJobs(caller);
    disturber = new Disturber(servers, installation, randomOf(seed, 'disturbances'), tell);
    const counts: SampleCounts = { found: 0, exports: 0, unanswered: 0 };
    const sampled = new AbortController();
    const sampling = { elasticsearch, rows, differences, counts, signal: sampled.signal };
    const samplers = Promise.all([
      findSamples(sampling, names, randomOf(seed, 'found')),
      exportSamples(sampling, names.pattern, installation.apis, randomOf(seed, 'exports')),
    ]);
    const over = AbortSignal.timeout(milliseconds);
    try {
      await Promise.all([
        writer.run(over),
        playJobs({ caller, rows, random: randomOf(seed, 'jobs'), signal: over }),
        disturber.run(over),
      ]);
      await servers.cluster.green();
      await installation.ready();
      const jobs = await settleJobs(caller, differences);
      sampled.abort();
      await samplers;
      const apis = installation.apis;
      const end = { elasticsearch, names, apis, caller, rows: rows.all, jobs, differences };
      const { last, keptInDoubt } = await judgeCase(end);
      return {
        seed,
        seconds: (performance.now() - started) / 1_000,
        writer: writer.counts,
        samples: counts,
        jobs: {
          ...Object.fromEntries(
            Object.entries(Object.groupBy(jobs, ({ status }) => status)).map(([status, of]) => [
              status,
              of.length,
            ]),
          ),
        },
        moves: movesOf([...jobs, last]),
        disturbances: Object.fromEntries(disturber.counts),
        keptInDoubt,
        differences,
      };
    } finally {
      sampled.abort();
      await samplers;
    }
  } finally {
    await installation.end();
    if (differences.count > 0) {
      await keepLogs(seed, installation);
      tell(`what the processes logged is in .cache/chaos/${seed}-*.log`);
    }
    await deleteIndices(elasticsearch, names.prefix);
  }
}
