import { join } from 'node:path';
import {
  type ElasticsearchConnection,
  type IndexSettings,
  indexNameProblem,
  indexPattern,
  writeIndex,
} from '@achilles/query-core';
import { z } from 'zod';
import { ConfigError, fromRoot, parseVariables, setting, type Variables } from './environment.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
/** From which level on a process logs. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The variable of every process that logs. */
export const LOG_VARIABLES = {
  LOG_LEVEL: setting(z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).optional()),
};

/** The folder that relative paths start from; the folder of the call when not set. */
export const ROOT_VARIABLES = { ACHILLES_ROOT: setting(z.string().optional()) };

const DataVariables = z.object({ ...ROOT_VARIABLES, DATA_DIR: setting(z.string().default('.data')) });

const IndexVariables = z.object({
  ELASTICSEARCH_INDEX_PATTERN: setting(z.string().default('achilles-results-*')),
  ELASTICSEARCH_WRITE_INDEX_PREFIX: setting(z.string().default('achilles-results')),
  ELASTICSEARCH_WRITE_INDEX_ROLLOVER: setting(
    z.enum(['none', 'daily', 'monthly'], 'must be one of none, daily, monthly').default('monthly'),
  ),
  ELASTICSEARCH_OWN_INDEX_PREFIX: setting(z.string().optional()),
});

/** Where the data of the one-process mode is. */
export interface DataConfig {
  readonly dataDir: string;
  /** The file of the embedded store. */
  readonly dataFile: string;
  /** The folder of uploads on their way in. */
  readonly stagingDir: string;
}

/** Reads where the data of the one-process mode is. @throws ConfigError */
export function readDataConfig(variables: Variables = process.env): DataConfig {
  const { DATA_DIR, ACHILLES_ROOT } = parseVariables(DataVariables, variables);
  const dataDir = fromRoot(DATA_DIR, ACHILLES_ROOT);
  return {
    dataDir,
    dataFile: join(dataDir, 'achilles.duckdb'),
    stagingDir: join(dataDir, 'staging'),
  };
}

/** Reads which indices executions are read from and written to. @throws ConfigError */
export function readIndexSettings(variables: Variables = process.env): IndexSettings {
  const environment = parseVariables(IndexVariables, variables);
  const indices: IndexSettings = {
    pattern: environment.ELASTICSEARCH_INDEX_PATTERN,
    writePrefix: environment.ELASTICSEARCH_WRITE_INDEX_PREFIX,
    rollover: environment.ELASTICSEARCH_WRITE_INDEX_ROLLOVER,
    ...(environment.ELASTICSEARCH_OWN_INDEX_PREFIX !== undefined && {
      ownPrefix: environment.ELASTICSEARCH_OWN_INDEX_PREFIX,
    }),
  };
  const example = writeIndex(indices, Date.now());
  const problem = indexNameProblem(example);
  if (problem !== null)
    throw new ConfigError(`ELASTICSEARCH_WRITE_INDEX_PREFIX can't start an index name: ${problem}`);
  if (!indexPattern(indices)(example)) {
    throw new ConfigError(
      `rows would be written to ${example}, which ELASTICSEARCH_INDEX_PATTERN=${indices.pattern} does not read; ` +
        'change the pattern, ELASTICSEARCH_WRITE_INDEX_PREFIX or ELASTICSEARCH_WRITE_INDEX_ROLLOVER so that it does',
    );
  }
  return indices;
}

const secret = setting(z.string().optional());

const ElasticsearchVariables = z.object({
  ELASTICSEARCH_NODE: setting(
    z.url({ protocol: /^https?$/, error: 'must be a URL such as http://127.0.0.1:9200' }).optional(),
  ),
  ELASTICSEARCH_CLOUD_ID: secret,
  ELASTICSEARCH_API_KEY: secret,
  ELASTICSEARCH_USERNAME: secret,
  ELASTICSEARCH_PASSWORD: secret,
  ELASTICSEARCH_CA_CERT: secret,
  ELASTICSEARCH_TLS_INSECURE_SKIP_VERIFY: setting(
    z.enum(['true', 'false', '1', '0'], 'must be true or false').default('false'),
  ),
});

type ElasticsearchEnvironment = z.output<typeof ElasticsearchVariables>;

function targetOf(environment: ElasticsearchEnvironment): ElasticsearchConnection['target'] {
  const { ELASTICSEARCH_NODE: node, ELASTICSEARCH_CLOUD_ID: cloudId } = environment;
  if (node !== undefined && cloudId !== undefined) {
    throw new ConfigError('ELASTICSEARCH_NODE and ELASTICSEARCH_CLOUD_ID name two clusters; set one of them');
  }
  if (node !== undefined) return { node };
  if (cloudId !== undefined) return { cloudId };
  throw new ConfigError(
    'ELASTICSEARCH_NODE is not set; set it to a node such as http://127.0.0.1:9200, or set ELASTICSEARCH_CLOUD_ID',
  );
}

function credentialsOf(environment: ElasticsearchEnvironment): ElasticsearchConnection['credentials'] {
  const {
    ELASTICSEARCH_API_KEY: apiKey,
    ELASTICSEARCH_USERNAME: username,
    ELASTICSEARCH_PASSWORD: password,
  } = environment;
  if (apiKey !== undefined) return { apiKey };
  if (username === undefined && password === undefined) return null;
  if (username === undefined || password === undefined) {
    throw new ConfigError('ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD are set together or not at all');
  }
  return { username, password };
}

/** Whether the environment names an Elasticsearch. */
export const namesElasticsearch = (variables: Variables = process.env): boolean =>
  Boolean(variables.ELASTICSEARCH_NODE) || Boolean(variables.ELASTICSEARCH_CLOUD_ID);

/** Reads how to reach Elasticsearch. @throws ConfigError */
export function readElasticsearchConfig(variables: Variables = process.env): ElasticsearchConnection {
  const environment = parseVariables(ElasticsearchVariables, variables);
  return {
    target: targetOf(environment),
    credentials: credentialsOf(environment),
    caCert: environment.ELASTICSEARCH_CA_CERT ?? null,
    tlsInsecureSkipVerify: ['true', '1'].includes(environment.ELASTICSEARCH_TLS_INSECURE_SKIP_VERIFY),
  };
}

const RedisVariables = z.object({
  REDIS_URL: setting(
    z.url({ protocol: /^rediss?$/, error: 'must be a URL such as redis://127.0.0.1:6379' }).optional(),
  ),
  REDIS_PREFIX: setting(
    z
      .string()
      .regex(/^[\w.-]+$/, 'must be letters, digits, `.`, `_` or `-`')
      .default('achilles'),
  ),
});

/** Where the jobs are kept. */
export interface RedisConfig {
  readonly url: string;
  /** What every key begins with. */
  readonly prefix: string;
}

/** Reads where Redis is. @throws ConfigError */
export function readRedisConfig(variables: Variables = process.env): RedisConfig {
  const { REDIS_URL, REDIS_PREFIX } = parseVariables(RedisVariables, variables);
  if (REDIS_URL === undefined)
    throw new ConfigError('REDIS_URL is not set; set it to a server such as redis://127.0.0.1:6379');
  return { url: REDIS_URL, prefix: REDIS_PREFIX };
}
