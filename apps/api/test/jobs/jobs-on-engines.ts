import type { TestElasticsearch } from '@achilles/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { JobClient } from './job-client.ts';
import { embeddedEngines, type JobEngines, serverEngines } from './job-engines.ts';
import { JobsInstallation } from './jobs-installation.ts';

const [elasticsearch] = inject('elasticsearch') as readonly TestElasticsearch[];

/** What jobs run on, and how it is opened. */
export const JOB_ENGINES = [
  ['in one process', embeddedEngines],
  ['on Redis and Elasticsearch', () => serverEngines(inject('redisUrl'), elasticsearch?.url ?? '')],
] as const;

/** The API of the test that runs, and its client. */
export interface JobsOnEngines {
  readonly installation: JobsInstallation;
  readonly client: JobClient;
}

/** Gives each test of a suite an API of its own, over engines that the suite opens once. */
export function jobsOnEngines(open: () => Promise<JobEngines>): JobsOnEngines {
  let engines: JobEngines;
  beforeAll(async () => {
    engines = await open();
  });
  afterAll(() => engines.close());
  let installation: JobsInstallation;
  let client: JobClient;
  beforeEach(async () => {
    installation = await JobsInstallation.start(engines);
    client = new JobClient(installation.url);
  });
  afterEach(() => installation.close());
  return {
    get installation() {
      return installation;
    },
    get client() {
      return client;
    },
  };
}
