import {
  LOG_VARIABLES,
  type LogLevel,
  parseVariables,
  type RedisConfig,
  readAll,
  readElasticsearchConfig,
  readIndexSettings,
  readRedisConfig,
  setting,
  type Variables,
  wholeNumber,
} from '@achilles/process';
import type { ElasticsearchConnection, IndexSettings } from '@achilles/query-core';
import { z } from 'zod';
import { type ArchiveConfig, readArchiveConfig } from './read-archive-config.ts';

const WorkerVariables = z.object({
  ...LOG_VARIABLES,
  HEALTH_PORT: setting(wholeNumber(65_535).default(3001)),
  HEALTH_HOST: setting(z.string().default('127.0.0.1')),
  JOB_LOCK_SECONDS: setting(wholeNumber(3_600, 1).default(30)),
});

/** What a worker is told by its environment. */
export interface WorkerConfig extends ArchiveConfig {
  readonly logLevel: LogLevel;
  /** Where health is served. */
  readonly health: { readonly host: string; readonly port: number };
  /** Milliseconds after which a worker that is not heard of has lost its job. */
  readonly lock: number;
  readonly elasticsearch: ElasticsearchConnection;
  readonly redis: RedisConfig;
  readonly indices: IndexSettings;
}

/** Reads the environment of a worker. @throws ConfigError */
export function readWorkerConfig(variables: Variables = process.env): WorkerConfig {
  const { environment, archive, elasticsearch, redis, indices } = readAll({
    environment: () => parseVariables(WorkerVariables, variables),
    archive: () => readArchiveConfig(variables),
    elasticsearch: () => readElasticsearchConfig(variables),
    redis: () => readRedisConfig(variables),
    indices: () => readIndexSettings(variables),
  });
  return {
    ...archive,
    logLevel: environment.LOG_LEVEL ?? 'info',
    health: { host: environment.HEALTH_HOST, port: environment.HEALTH_PORT },
    lock: environment.JOB_LOCK_SECONDS * 1_000,
    elasticsearch,
    redis,
    indices,
  };
}
