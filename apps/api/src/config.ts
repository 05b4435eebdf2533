import { isIP } from 'node:net';
import {
  ConfigError,
  fromRoot,
  LOG_VARIABLES,
  type LogLevel,
  list,
  parseVariables,
  ROOT_VARIABLES,
  setting,
  type Variables,
  wholeNumber,
} from '@achilles/process';
import { z } from 'zod';

const AUTH_MODES = ['none', 'required'] as const;

const ApiVariables = z.object({
  ...ROOT_VARIABLES,
  ...LOG_VARIABLES,
  PORT: setting(wholeNumber(65_535).default(3000)),
  HOST: setting(z.string().default('127.0.0.1')),
  AUTH_MODE: setting(z.enum(AUTH_MODES, `must be one of ${AUTH_MODES.join(', ')}`).optional()),
  ALLOW_INSECURE_BIND: setting(z.enum(['1', '0'], 'must be 1 or 0').default('0')),
  CORS_ORIGINS: setting(list.default([])),
  ORGANIZATIONS_FILE: setting(z.string().optional()),
  DRAIN_SECONDS: setting(wholeNumber(300).optional()),
});

/** Who may call: everyone on this machine, or holders of a credential. */
export type AuthMode = (typeof AUTH_MODES)[number];

/** What the API process is told by its environment, parsed once. */
export interface ApiConfig {
  readonly port: number;
  readonly host: string;
  readonly authMode: AuthMode;
  readonly logLevel: LogLevel;
  /** Origins whose pages may call from a browser; none by default. */
  readonly corsOrigins: readonly string[];
  readonly organizationsFile: string | null;
  /** Milliseconds for which a process that was told to stop goes on answering. */
  readonly drainMs: number;
}

/** What holds where the environment is silent. */
export interface ApiDefaults {
  readonly authMode: AuthMode;
  readonly logLevel: LogLevel;
  readonly drainSeconds: number;
}

/** Whether an address is this machine alone. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

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
    port: environment.PORT,
    host: environment.HOST,
    authMode,
    logLevel: environment.LOG_LEVEL ?? defaults.logLevel,
    drainMs: (environment.DRAIN_SECONDS ?? defaults.drainSeconds) * 1_000,
    corsOrigins: environment.CORS_ORIGINS,
    organizationsFile:
      environment.ORGANIZATIONS_FILE === undefined
        ? null
        : fromRoot(environment.ORGANIZATIONS_FILE, environment.ACHILLES_ROOT),
  };
}
