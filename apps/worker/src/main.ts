import { aborted, asksForHelp, reportOnce, runProcess, stopSignal } from '@achilles/process';
import { openJobRecords } from '@achilles/query-core/open-job-records';
import { openStaging } from '@achilles/query-core/open-staging';
import { openStore } from '@achilles/query-core/open-store';
import { BullJobQueue, RedisBackend } from '@achilles/queue';
import { JOBS } from '@achilles/types';
import { pino } from 'pino';
import { readWorkerConfig } from './config.ts';
import { retentionNotes } from './retention/retention-notes.ts';
import { serveHealth } from './serve-health.ts';
import { startWorkers, type Workers } from './start-workers.ts';

const HELP = `Takes jobs that the API has queued, such as imports, and does them; any number of workers may run at once.
Logs are JSON lines on standard output. A stopped worker hands its job to the next one.

  npm run worker

Settings are read from the environment:

ELASTICSEARCH_NODE  where the executions are; docs/operations.md tells how to reach it
REDIS_URL           where the jobs are; REDIS_PREFIX (achilles) is what their keys begin with
ARCHIVE_ROWS_PER_SECOND  the most rows that a job archives in a second; as many as reads allow when not set
RETENTION_DAYS      rows older than this are archived, at RETENTION_CRON (0 3 * * *) in RETENTION_TIMEZONE (UTC)
RETENTION_DROP_EMPTY  true deletes indices that archiving has emptied (false)
HEALTH_PORT         3001, with HEALTH_HOST 127.0.0.1: /health/live and /health/ready
JOB_LOCK_SECONDS    30; a worker that is not heard of for so long has lost its job to another
LOG_LEVEL           info
`;

/** A connection that still waits for a server which is away must not keep a stopped process. */
const LINGER_MS = 3_000;

await runProcess(async () => {
  if (asksForHelp(process.argv.slice(2))) {
    process.stdout.write(HELP);
    return 0;
  }
  const config = readWorkerConfig();
  const { elasticsearch: connection, redis, indices, health, lock, logLevel } = config;
  const { archiveRowsPerSecond, retention } = config;
  const told = stopSignal();
  const log = pino({ level: logLevel });
  const store = await openStore({ kind: 'elasticsearch', connection, indices });
  const staging = await openStaging({ kind: 'elasticsearch', connection, indices });
  const records = await openJobRecords({ connection, indices });
  const backend = new RedisBackend({ ...redis, onError: reportOnce(log, 'job queue') });
  const queue = new BullJobQueue(backend, JOBS, records);
  const closeAll = () => {
    setTimeout(() => process.exit(), LINGER_MS).unref();
    return Promise.all([backend.close(), records.close(), staging.close(), store.close()]);
  };
  let workers: Workers | null = null;
  const serving = await serveHealth({
    ...health,
    checks: [
      { name: 'store', check: () => store.check() },
      { name: 'queue', check: () => queue.check() },
    ],
    isStopping: () => told.aborted,
    notes: () => retentionNotes(workers?.retention ?? null),
  }).catch(async (error: unknown) => {
    await closeAll();
    throw error;
  });
  const times = { lock, stalledCheck: Math.ceil(lock / 2) };
  const parts = { store, staging, indices, archiveRowsPerSecond };
  workers = startWorkers({ ...parts, backend, queue, records, retention, log, times });
  log.info({ health: serving.url }, 'taking jobs');
  await aborted(told);
  log.info({ signal: told.reason }, 'stopping');
  await workers.stop();
  log.info({ jobs: workers.counts }, 'stopped');
  await Promise.all([serving.stop(), closeAll()]);
  return 0;
});
