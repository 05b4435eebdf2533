import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { javaHome } from '../config.ts';

const run = promisify(execFile);
const INSTALLATIONS = ['/usr/lib/jvm', '/Library/Java/JavaVirtualMachines', '/opt/java'];

/** A Java installation and its major version, such as 17. */
export interface Java {
  readonly command: string;
  readonly version: number;
}

async function candidates(): Promise<string[]> {
  const homes = await Promise.all(
    INSTALLATIONS.map(async (folder) =>
      (await readdir(folder).catch(() => [])).flatMap((name) => [
        join(folder, name, 'bin/java'),
        join(folder, name, 'Contents/Home/bin/java'),
      ]),
    ),
  );
  return [...(javaHome === undefined ? [] : [join(javaHome, 'bin/java')]), 'java', ...homes.flat()];
}

async function inspect(command: string): Promise<Java | null> {
  try {
    // The launcher is started from its source, which takes a compiler.
    const { stdout } = await run(command, ['--list-modules']);
    if (!stdout.includes('jdk.compiler@')) return null;
    const version = Number(/java\.base@(\d+)/.exec(stdout)?.[1]);
    return Number.isNaN(version) ? null : { command, version };
  } catch {
    return null;
  }
}

/** The oldest JDK of this machine that is at least of a version; undefined when there is none. */
export async function findJava(atLeast: number): Promise<Java | undefined> {
  const found = await Promise.all((await candidates()).map(inspect));
  return found
    .filter((java) => java !== null && java.version >= atLeast)
    .sort((a, b) => (a?.version ?? 0) - (b?.version ?? 0))[0] as Java | undefined;
}
