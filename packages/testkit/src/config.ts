import { join } from 'node:path';

const { env } = process;

/** The environment that started servers inherit. */
export const environment = env;

/** Servers that are running already and are used in place of started ones; undefined where there is none. */
export const givenServers = {
  elasticsearch: env.TEST_ELASTICSEARCH_URL || undefined,
  redis: env.TEST_REDIS_URL || undefined,
};

/** Where the project keeps what it fetched. */
export const toolsFolder = join(import.meta.dirname, '../../../.tools');

/** The Maven repository that the jars come from. */
export const mavenRepository = env.MAVEN_REPOSITORY_URL || 'https://repo.maven.apache.org/maven2';

export const javaHome = env.JAVA_HOME || undefined;

/** Whether a missing server only leaves out the suites that need it. */
export const allowsSkip = env.ALLOW_SKIP === '1';
