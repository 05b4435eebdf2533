import { AppProcess } from './app-process.ts';
import type { ChaosServers } from './chaos-servers.ts';

/** Names of one case, so that none meets what another left. */
export interface CaseNames {
  readonly prefix: string;
  readonly pattern: string;
  /** The indices that its writer writes to. */
  readonly live: readonly string[];
  readonly archive: string;
}

export function caseNames(prefix: string): CaseNames {
  const results = `${prefix}-results`;
  return {
    prefix,
    pattern: `${results}-*`,
    live: ['a', 'b'].map((part) => `${results}-${part}`),
    archive: `archived-${results}`,
  };
}

/** The processes of one case: two of each kind. */
export interface Installation {
  readonly apis: readonly AppProcess[];
  readonly workers: readonly AppProcess[];
  /** Waits until all of them are ready. */
  ready(): Promise<void>;
  end(): Promise<void>;
}

/** Seconds after which a worker that is not heard of has lost its job. */
export const LOCK_SECONDS = 2;

/**
 * Starts two APIs and two workers over the servers.
 * @param rowsPerSecond how many rows a worker moves at most; null for as many as it can
 */
export async function startInstallation(
  { balancer, redis }: ChaosServers,
  { prefix, pattern }: CaseNames,
  rowsPerSecond: number | null,
): Promise<Installation> {
  const env = {
    ELASTICSEARCH_NODE: balancer.url,
    ELASTICSEARCH_INDEX_PATTERN: pattern,
    ELASTICSEARCH_WRITE_INDEX_PREFIX: pattern.replace(/-\*$/, ''),
    ELASTICSEARCH_OWN_INDEX_PREFIX: prefix,
    REDIS_URL: redis.url,
    REDIS_PREFIX: prefix,
    AUTH_MODE: 'none',
    JOB_LOCK_SECONDS: String(LOCK_SECONDS),
    ...(rowsPerSecond !== null && { ARCHIVE_ROWS_PER_SECOND: String(rowsPerSecond) }),
  };
  const start = (app: 'api' | 'worker') =>
    Promise.all([AppProcess.start(app, env), AppProcess.start(app, env)]);
  const [apis, workers] = await Promise.all([start('api'), start('worker')]);
  const all = [...apis, ...workers];
  return {
    apis,
    workers,
    ready: async () => {
      await Promise.all(all.map((one) => one.ready()));
    },
    end: async () => {
      await Promise.all(all.map((one) => one.kill()));
    },
  };
}
