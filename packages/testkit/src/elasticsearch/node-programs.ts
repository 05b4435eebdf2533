import type { Tell } from '../tell.ts';
import { fetchJars, type Jars } from './fetch-jars.ts';
import { findJava, type Java } from './find-java.ts';
import { javaOf, type Release } from './releases.ts';

/** What a node of a release is run with. */
export interface NodePrograms {
  readonly java: Java;
  readonly jars: Jars;
}

/** @throws when no JDK of this machine runs the release, or a jar can't be fetched */
export async function nodePrograms(release: Release, tell: Tell | undefined): Promise<NodePrograms> {
  const java = await findJava(javaOf(release));
  if (java === undefined) {
    throw new Error(
      `Elasticsearch ${release} needs a JDK of version ${javaOf(release)} or newer; install one, or name a running server in TEST_ELASTICSEARCH_URL`,
    );
  }
  return { java, jars: await fetchJars(release, { tell }) };
}
