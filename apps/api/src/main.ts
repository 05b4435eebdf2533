import {
  aborted,
  asksForHelp,
  readAll,
  readElasticsearchConfig,
  readIndexSettings,
  readRedisConfig,
  reportOnce,
  runProcess,
  stopSignal,
} from '@achilles/process';
import { Cursors } from '@achilles/query-core';
import { openJobRecords } from '@achilles/query-core/open-job-records';
import { openStaging } from '@achilles/query-core/open-staging';
import { openStore } from '@achilles/query-core/open-store';
import { BullJobQueue, connectRedis, RedisBackend } from '@achilles/queue';
import { JOBS } from '@achilles/types';
import { pino } from 'pino';
import { readApiConfig } from './config.ts';
import { redisCursorKeys } from './cursors/redis-cursor-keys.ts';
import { redisSharedSnapshots } from './cursors/redis-shared-snapshots.ts';
import { loadOrganizations } from './load-organizations.ts';
import { startApi } from './start-api.ts';

const HELP = `Serves the API over Elasticsearch and Redis, as a production process: logs as JSON lines on standard output, credentials required.

  npm run api

Settings are read from the environment: ELASTICSEARCH_NODE, ELASTICSEARCH_API_KEY, REDIS_URL, PORT, HOST, AUTH_MODE,
LOG_LEVEL, ORGANIZATIONS_FILE, CORS_ORIGINS and more; see docs/operations.md.
`;

await runProcess(async () => {
  if (asksForHelp(process.argv.slice(2))) {
    process.stdout.write(HELP);
    return 0;
  }
  const { config, connection, indices, redis } = readAll({
    config: () => readApiConfig({ authMode: 'required', logLevel: 'info', drainSeconds: 3 }),
    connection: () => readElasticsearchConfig(),
    indices: () => readIndexSettings(),
    redis: () => readRedisConfig(),
  });
  const told = stopSignal();
  const organizations =
    config.organizationsFile === null ? [] : await loadOrganizations(config.organizationsFile);
  const log = pino({ level: config.logLevel });
  const sharing = connectRedis(redis.url, reportOnce(log, 'cursors'));
  const shared = redisSharedSnapshots(sharing, redis.prefix);
  const cursors = new Cursors(redisCursorKeys(sharing, redis.prefix));
  const store = await openStore({ kind: 'elasticsearch', connection, indices, shared });
  const staging = await openStaging({ kind: 'elasticsearch', connection, indices });
  const records = await openJobRecords({ connection, indices });
  const backend = new RedisBackend({ ...redis, onError: reportOnce(log, 'job queue') });
  const queue = new BullJobQueue(backend, JOBS, records);
  try {
    const api = await startApi({
      config,
      store,
      queue,
      staging,
      indices,
      organizations,
      cursors,
      board: backend,
      log,
    });
    log.info({ url: api.url }, 'listening');
    await aborted(told);
    log.info({ signal: told.reason }, 'stopping');
    await api.stop();
  } finally {
    await Promise.all([backend.close(), records.close(), staging.close(), store.close()]);
    sharing.disconnect();
  }
  return 0;
});
