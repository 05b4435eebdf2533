import { isIP } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { type IndexSettings, indexNameProblem, indexPattern, writeIndex } from '@achilles/query-core';
import { z } from 'zod';
import { OperatorError } from './operator-error.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const AUTH_MODES = ['none', 'required'] as const;

/** A variable that is set to nothing is one that is not set. */
const blankIsAbsent = (value: unknown): unknown => (value === '' ? undefined : value);
export const setting = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema);
/** A whole number from 0 to `most`, written in digits. */
export const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from 0 to ${most}`)
    .transform(Number)
    .refine((value) => value <= most, `must be a whole number from 0 to ${most}`);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

/** Where the data is, and which indices it is read from and written to. */
const DATA_VARIABLES = {
  DATA_DIR: setting(z.string().default('.data')),
  ELASTICSEARCH_INDEX_PATTERN: setting(z.string().default('achilles-results-*')),
  ELASTICSEARCH_WRITE_INDEX_PREFIX: setting(z.string().default('achilles-results')),
  ELASTICSEARCH_WRITE_INDEX_ROLLOVER: setting(
    z.enum(['none', 'daily', 'monthly'], 'must be one of none, daily, monthly').default('monthly'),
  ),
  /** The folder that relative paths start from; the folder of the call when not set. */
  ACHILLES_ROOT: setting(z.string().optional()),
};

const DataVariables = z.object(DATA_VARIABLES);

const ApiVariables = z.object({
  ...DATA_VARIABLES,
  PORT: setting(wholeNumber(65_535).default(3000)),
  HOST: setting(z.string().default('127.0.0.1')),
  AUTH_MODE: setting(z.enum(AUTH_MODES, `must be one of ${AUTH_MODES.join(', ')}`).optional()),
  ALLOW_INSECURE_BIND: setting(z.enum(['1', '0'], 'must be 1 or 0').default('0')),
  LOG_LEVEL: setting(z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).optional()),
  CORS_ORIGINS: setting(list.default([])),
  ORGANIZATIONS_FILE: setting(z.string().optional()),
});

/** Who may call: everyone on this machine, or holders of a credential. */
export type AuthMode = (typeof AUTH_MODES)[number];

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where the data is, whoever works on it. */
export interface DataConfig {
  readonly dataDir: string;
  /** The file of the embedded store. */
  readonly dataFile: string;
  readonly indices: IndexSettings;
}

/** What the API process is told by its environment, parsed once. */
export interface ApiConfig extends DataConfig {
  readonly port: number;
  readonly host: string;
  readonly authMode: AuthMode;
  readonly logLevel: LogLevel;
  /** Origins whose pages may call from a browser; none by default. */
  readonly corsOrigins: readonly string[];
  readonly organizationsFile: string | null;
}

/** What holds where the environment is silent. */
export interface ApiDefaults {
  readonly authMode: AuthMode;
  readonly logLevel: LogLevel;
}

/** The environment says something that can't be; the message lists every fault. */
export class ConfigError extends OperatorError {
  override readonly name = 'ConfigError';
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

export type Variables = Readonly<Record<string, string | undefined>>;

/** Parses variables. @throws ConfigError that lists everything wrong at once */
export function parseVariables<T extends z.ZodType>(schema: T, variables: Variables): z.output<T> {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'),
  );
}

const fromRoot = (path: string, { ACHILLES_ROOT }: z.output<typeof DataVariables>): string =>
  isAbsolute(path) ? path : join(ACHILLES_ROOT ?? process.cwd(), path);

function dataConfig(variables: z.output<typeof DataVariables>): DataConfig {
  const dataDir = fromRoot(variables.DATA_DIR, variables);
  const indices: IndexSettings = {
    pattern: variables.ELASTICSEARCH_INDEX_PATTERN,
    writePrefix: variables.ELASTICSEARCH_WRITE_INDEX_PREFIX,
    rollover: variables.ELASTICSEARCH_WRITE_INDEX_ROLLOVER,
  };
  const example = writeIndex(indices, Date.now());
  const problem = indexNameProblem(example);
  if (problem !== null)
    throw new ConfigError(`ELASTICSEARCH_WRITE_INDEX_PREFIX can't start an index name: ${problem}`);
  if (!indexPattern(indices.pattern)(example)) {
    throw new ConfigError(
      `rows would be written to ${example}, which ELASTICSEARCH_INDEX_PATTERN=${indices.pattern} does not read; ` +
        'change the pattern, ELASTICSEARCH_WRITE_INDEX_PREFIX or ELASTICSEARCH_WRITE_INDEX_ROLLOVER so that it does',
    );
  }
  return { dataDir, dataFile: join(dataDir, 'achilles.duckdb'), indices };
}

/** Reads where the data is. @throws ConfigError */
export const readDataConfig = (variables: Variables = process.env): DataConfig =>
  dataConfig(parseVariables(DataVariables, variables));

/** Reads the environment of an API process. @throws ConfigError */
export function readApiConfig(defaults: ApiDefaults, variables: Variables = process.env): ApiConfig {
  const environment = parseVariables(ApiVariables, variables);
  const authMode = environment.AUTH_MODE ?? defaults.authMode;
  if (authMode === 'none' && !isLoopback(environment.HOST) && environment.ALLOW_INSECURE_BIND !== '1') {
    throw new ConfigError(
      `AUTH_MODE=none lets every caller in and HOST=${environment.HOST} is not loopback; ` +
        'set HOST=127.0.0.1, or ALLOW_INSECURE_BIND=1 if whoever reaches that address may read and change everything',
    );
  }
  if (authMode === 'required') {
    throw new ConfigError(
      'AUTH_MODE=required needs credentials to check, and this version has neither API keys nor a JWKS to check them with; ' +
        'set AUTH_MODE=none with HOST=127.0.0.1 to serve this machine only',
    );
  }
  return {
    ...dataConfig(environment),
    port: environment.PORT,
    host: environment.HOST,
    authMode,
    logLevel: environment.LOG_LEVEL ?? defaults.logLevel,
    corsOrigins: environment.CORS_ORIGINS,
    organizationsFile:
      environment.ORGANIZATIONS_FILE === undefined
        ? null
        : fromRoot(environment.ORGANIZATIONS_FILE, environment),
  };
}
