import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

const AT_ONCE = 8;
const PATIENCE_MS = 120_000;

async function copy(url: string, target: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch((cause: unknown) => {
    throw new Error(`${url} can't be fetched; MAVEN_REPOSITORY_URL must be a mirror of Maven Central`, {
      cause,
    });
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  await writeFile(target, Buffer.from(await response.arrayBuffer()));
}

/**
 * Brings jars into a folder from a Maven repository by plain requests, trusting what this machine trusts.
 * @param paths where the jars are in the repository
 * @throws when one of them does not come
 */
export async function copyFromUrl(
  repository: string,
  paths: readonly string[],
  folder: string,
): Promise<void> {
  setDefaultCACertificates([...new Set([...getCACertificates('default'), ...getCACertificates('system')])]);
  const queue = [...paths];
  const copyNext = async (): Promise<void> => {
    for (let path = queue.pop(); path !== undefined; path = queue.pop())
      await copy(`${repository}/${path}`, join(folder, basename(path)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, copyNext));
}
