import { type ApiConfig, readApiConfig } from '@achilles/api';
import {
  type DataConfig,
  parseVariables,
  readAll,
  readDataConfig,
  readIndexSettings,
  setting,
  type Variables,
  wholeNumber,
} from '@achilles/process';
import type { IndexSettings } from '@achilles/query-core';
import { type ArchiveConfig, readArchiveConfig } from '@achilles/worker';
import { z } from 'zod';

/** What the one-process mode is told by its environment. */
export interface StandaloneConfig {
  readonly api: ApiConfig;
  readonly data: DataConfig;
  readonly indices: IndexSettings;
  readonly archive: ArchiveConfig;
  /** How many generated executions an empty store gets. */
  readonly demoExecutions: number;
}

const DEFAULT_DEMO_EXECUTIONS = 20_000;
const MOST_DEMO_EXECUTIONS = 50_000_000;

const StandaloneVariables = z.object({
  DEMO_EXECUTIONS: setting(wholeNumber(MOST_DEMO_EXECUTIONS).default(DEFAULT_DEMO_EXECUTIONS)),
});

/** Reads the environment of the one-process mode, which trusts the local user. @throws ConfigError */
export function readStandaloneConfig(variables: Variables = process.env): StandaloneConfig {
  const { own, ...config } = readAll({
    own: () => parseVariables(StandaloneVariables, variables),
    data: () => readDataConfig(variables),
    archive: () => readArchiveConfig(variables),
    indices: () => readIndexSettings(variables),
    api: () => readApiConfig({ authMode: 'none', logLevel: 'warn', drainSeconds: 0 }, variables),
  });
  return { ...config, demoExecutions: own.DEMO_EXECUTIONS };
}
