import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { mavenRepository, toolsFolder } from '../config.ts';
import lock from './jars.lock.json' with { type: 'json' };

/** An Elasticsearch release whose jars are known by their checksums. */
export type Release = keyof typeof lock;

/** Every known release, oldest first. */
export const RELEASES = Object.keys(lock) as Release[];

/** The oldest Java that a release runs on. */
export const javaOf = (release: Release): number => lock[release].java;

/** The HTTP transport is a module: a folder of its own jars beside a descriptor. */
const TRANSPORT = 'transport-netty4';
const isTransport = (path: string): boolean =>
  /\/(netty-[^/]*|transport-netty4-[^/]*)\.jar$/.test(`/${path}`);
const AT_ONCE = 8;

/** Where the jars of a release are. */
export interface Jars {
  readonly home: string;
  readonly classPath: string;
}

async function fetchJar(path: string, sha256: string, target: string): Promise<void> {
  const url = `${mavenRepository}/${path}`;
  const response = await fetch(url).catch((cause: unknown) => {
    throw new Error(`${url} can't be fetched; set MAVEN_REPOSITORY_URL to a mirror of Maven Central`, {
      cause,
    });
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) throw new Error(`${url} has checksum ${found} instead of ${sha256}`);
  await writeFile(target, bytes);
}

/** What the node reads to load the transport; without a module name its jars are put on a class path. */
const descriptor = (release: Release): string =>
  `${Object.entries({
    name: TRANSPORT,
    description: 'Netty 4 based transport',
    version: release,
    'elasticsearch.version': release,
    'java.version': javaOf(release),
    classname: 'org.elasticsearch.transport.netty4.Netty4Plugin',
  })
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;

async function fetchRelease(release: Release, home: string): Promise<void> {
  const module = join(home, 'modules', TRANSPORT);
  for (const folder of [join(home, 'lib'), module, join(home, 'plugins'), join(home, 'config')]) {
    await mkdir(folder, { recursive: true });
  }
  const queue = [...lock[release].jars];
  const fetchNext = async (): Promise<void> => {
    for (let jar = queue.pop(); jar !== undefined; jar = queue.pop()) {
      const folder = isTransport(jar.path) ? module : join(home, 'lib');
      await fetchJar(jar.path, jar.sha256, join(folder, basename(jar.path)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
  await writeFile(join(module, 'plugin-descriptor.properties'), descriptor(release));
}

/** Fetches the jars of a release from Maven Central unless they are here already. */
export async function fetchJars(release: Release): Promise<Jars> {
  const home = join(toolsFolder, 'elasticsearch', release);
  const exists = await stat(home).catch(() => undefined);
  if (exists === undefined) {
    const partial = `${home}.${process.pid}`;
    await rm(partial, { recursive: true, force: true });
    await fetchRelease(release, partial);
    // Another run may have been quicker; its jars are the same.
    await rename(partial, home).catch(() => rm(partial, { recursive: true }));
  }
  return { home, classPath: join(home, 'lib', '*') };
}
