import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { mavenRepositoryUrl, toolsFolder } from '../config.ts';
import { silent, type Tell, timed } from '../tell.ts';
import { copyFromUrl } from './copy-from-url.ts';
import { copyWithMaven } from './copy-with-maven.ts';
import { jarsOf, javaOf, type LockedJar, type Release } from './releases.ts';

/** The HTTP transport is a module: a folder of its own jars beside a descriptor. */
const TRANSPORT = 'transport-netty4';
const DESCRIPTOR = 'plugin-descriptor.properties';
const isTransport = (file: string): boolean => /^(netty-.*|transport-netty4-.*)\.jar$/.test(file);

/** Where the jars of a release are. */
export interface Jars {
  readonly home: string;
  readonly classPath: string;
}

/** Where a file of a release belongs, from its home on. */
const placeOf = (path: string): string => {
  const file = basename(path);
  return isTransport(file) ? join('modules', TRANSPORT, file) : join('lib', file);
};

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

async function isComplete(release: Release, home: string): Promise<boolean> {
  const found = new Set(await readdir(home, { recursive: true }).catch(() => []));
  const wanted = [
    ...jarsOf(release).map(({ path }) => placeOf(path)),
    join('modules', TRANSPORT, DESCRIPTOR),
  ];
  return wanted.every((place) => found.has(place));
}

async function place({ path, sha256 }: LockedJar, from: string, home: string): Promise<void> {
  const copied = join(from, basename(path));
  const found = createHash('sha256')
    .update(await readFile(copied))
    .digest('hex');
  if (found !== sha256) throw new Error(`${path} has checksum ${found} instead of ${sha256}`);
  await rename(copied, join(home, placeOf(path)));
}

/** Where jars are kept and come from. */
export interface FetchOptions {
  /** The folder of this project's tools, if it is not another one. */
  readonly tools?: string;
  /** A Maven repository that is asked without Maven. */
  readonly repository?: string | undefined;
  readonly tell?: Tell | undefined;
}

/** Fills a folder with everything that a node of the release needs. */
async function fillHome(release: Release, home: string, repository: string | undefined): Promise<void> {
  const copies = join(home, 'copies');
  for (const folder of ['copies', 'lib', join('modules', TRANSPORT), 'plugins', 'config'])
    await mkdir(join(home, folder), { recursive: true });
  const paths = jarsOf(release).map(({ path }) => path);
  if (repository === undefined) await copyWithMaven(paths, copies);
  else await copyFromUrl(repository, paths, copies);
  for (const jar of jarsOf(release)) await place(jar, copies, home);
  await rm(copies, { recursive: true });
  await writeFile(join(home, 'modules', TRANSPORT, DESCRIPTOR), descriptor(release));
}

/**
 * Fetches the jars of a release unless they are here already. They are filled into a folder of this call's own, which
 * takes its name once every checksum is right: nothing partial counts, and several calls and runs may do it at once.
 * @throws when they can't be fetched, or one is not what it should be
 */
export async function fetchJars(release: Release, options: FetchOptions = {}): Promise<Jars> {
  const { tools = toolsFolder, repository = mavenRepositoryUrl, tell = silent } = options;
  const home = join(tools, 'elasticsearch', release);
  const jars = { home, classPath: join(home, 'lib', '*') };
  if (await isComplete(release, home)) return jars;
  const origin = repository ?? 'Maven Central, with Maven';
  await mkdir(join(tools, 'elasticsearch'), { recursive: true });
  const partial = await mkdtemp(`${home}.`);
  try {
    // What is not whole makes room, if it is there at all.
    await rename(home, join(partial, 'incomplete')).catch(() => undefined);
    await timed(tell, `fetching the jars of Elasticsearch ${release} from ${origin}`, () =>
      fillHome(release, partial, repository),
    );
    await rm(join(partial, 'incomplete'), { recursive: true, force: true });
    await rename(partial, home).catch(async (cause: unknown) => {
      // Another run was quicker; its jars are the same.
      if (!(await isComplete(release, home))) throw cause;
    });
    return jars;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}
