import { join } from 'node:path';

const { env } = process;

/** The environment that started programs inherit. */
export const environment = env;

/** Addresses apart by commas. */
const addresses = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');

/** Servers that are running already and are used in place of started ones. */
export const givenServers = {
  /** One for each release that suites should run on; none means that they are started. */
  elasticsearch: addresses(env.TEST_ELASTICSEARCH_URL),
  redis: env.TEST_REDIS_URL || undefined,
};

/** Where the project keeps what it fetched. */
export const toolsFolder = join(import.meta.dirname, '../../../.tools');

/** A Maven repository to fetch jars from without Maven; undefined where Maven finds its own way. */
export const mavenRepositoryUrl = env.MAVEN_REPOSITORY_URL?.replace(/\/+$/, '') || undefined;

export const javaHome = env.JAVA_HOME || undefined;
