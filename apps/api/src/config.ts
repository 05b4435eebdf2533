import { isIP } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const AUTH_MODES = ['none', 'required'] as const;

const blankIsAbsent = (value: unknown): unknown => (value === '' ? undefined : value);
const setting = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema);
const whole = (most: number) =>
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

const Environment = z.object({
  PORT: setting(whole(65_535).default(3000)),
  HOST: setting(z.string().default('127.0.0.1')),
  DATA_DIR: setting(z.string().default('.data')),
  AUTH_MODE: setting(z.enum(AUTH_MODES, `must be one of ${AUTH_MODES.join(', ')}`).optional()),
  ALLOW_INSECURE_BIND: setting(z.enum(['1', '0'], 'must be 1 or 0').default('0')),
  LOG_LEVEL: setting(z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info')),
  CORS_ORIGINS: setting(list.default([])),
  ORGANIZATIONS_FILE: setting(z.string().optional()),
  ELASTICSEARCH_INDEX_PATTERN: setting(z.string().default('achilles-results-*')),
  ELASTICSEARCH_WRITE_INDEX_PREFIX: setting(z.string().default('achilles-results')),
  ELASTICSEARCH_WRITE_INDEX_ROLLOVER: setting(
    z.enum(['none', 'daily', 'monthly'], 'must be one of none, daily, monthly').default('monthly'),
  ),
  /** The folder that relative paths start from; the folder of the call when not set. */
  ACHILLES_ROOT: setting(z.string().optional()),
});

/** Who may call: everyone on this machine, or holders of a credential. */
export type AuthMode = (typeof AUTH_MODES)[number];

/** What the API process is told by its environment, parsed once. */
export interface ApiConfig {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly authMode: AuthMode;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Origins whose pages may call from a browser; none by default. */
  readonly corsOrigins: readonly string[];
  readonly organizationsFile: string | null;
  readonly indices: IndexSettings;
}

/** Where rows are read from and written to. */
export interface IndexSettings {
  readonly pattern: string;
  readonly writePrefix: string;
  readonly rollover: 'none' | 'daily' | 'monthly';
}

/** The environment says something that can't be; the message lists every fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment.
 * @param defaultAuthMode what holds when AUTH_MODE is not set
 * @throws ConfigError that lists everything wrong at once
 */
export function readApiConfig(defaultAuthMode: AuthMode, variables: Variables = process.env): ApiConfig {
  const parsed = Environment.safeParse(variables);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new ConfigError(faults.join('\n'));
  }
  const environment = parsed.data;
  const fromRoot = (path: string) =>
    isAbsolute(path) ? path : join(environment.ACHILLES_ROOT ?? process.cwd(), path);
  const authMode = environment.AUTH_MODE ?? defaultAuthMode;
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
    port: environment.PORT,
    host: environment.HOST,
    dataDir: fromRoot(environment.DATA_DIR),
    authMode,
    logLevel: environment.LOG_LEVEL,
    corsOrigins: environment.CORS_ORIGINS,
    organizationsFile:
      environment.ORGANIZATIONS_FILE === undefined ? null : fromRoot(environment.ORGANIZATIONS_FILE),
    indices: {
      pattern: environment.ELASTICSEARCH_INDEX_PATTERN,
      writePrefix: environment.ELASTICSEARCH_WRITE_INDEX_PREFIX,
      rollover: environment.ELASTICSEARCH_WRITE_INDEX_ROLLOVER,
    },
  };
}
