import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJobRecords } from '@achilles/query-core/open-job-records';
import { type QueueBackend, RedisBackend } from '@achilles/queue';
import { EmbeddedBackend } from '@achilles/queue/embedded-backend';
import { until } from '@achilles/testkit';
import { JOB_NAMES, type JobRecord, type JobRecords } from '@achilles/types';

/** What hands jobs out, and what keeps their records, for a whole suite: opening them takes long. */
export interface JobEngines {
  readonly backend: QueueBackend;
  readonly records: JobRecords;
  /** What the board shows; only Redis has it. */
  readonly board: RedisBackend | null;
  close(): Promise<void>;
}

const onError = () => undefined;
const READY_MS = 60_000;
const FIRST: JobRecord = {
  id: 'import-0',
  type: 'import',
  status: 'queued',
  progress: { phase: 'queued', done: 0, total: 0 },
  payload: null,
  requestedBy: 'nobody',
  createdAt: 0,
  taken: 0,
};

/** Engines inside this process. */
export async function embeddedEngines(): Promise<JobEngines> {
  const folder = mkdtempSync(join(tmpdir(), 'job-engines-'));
  const backend = await EmbeddedBackend.open({ folder, types: JOB_NAMES, onError });
  return {
    backend,
    records: backend.records,
    board: null,
    async close() {
      await backend.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Redis, with records in Elasticsearch. */
export async function serverEngines(redis: string, elasticsearch: string): Promise<JobEngines> {
  const own = `jobs-${randomUUID()}`;
  const backend = new RedisBackend({ url: redis, prefix: own, onError });
  const target = { node: elasticsearch };
  const records = await openJobRecords({
    connection: { target, credentials: null, caCert: null, tlsInsecureSkipVerify: false },
    indices: { ownPrefix: own },
  });
  // A busy server takes longer to create an index than callers of an API wait.
  await until(() => records.create(FIRST), READY_MS);
  await records.remove(FIRST.id);
  return {
    backend,
    records,
    board: backend,
    async close() {
      await Promise.all([backend.close(), records.close()]);
      await fetch(`${elasticsearch}/${own}-jobs`, { method: 'DELETE' });
    },
  };
}
