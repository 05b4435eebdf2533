import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toolsFolder } from '../config.ts';
import { silent, type Tell, timed } from '../tell.ts';

const run = promisify(execFile);

/** A program to start, and the environment that it needs. */
export interface Program {
  readonly command: string;
  readonly env: NodeJS.ProcessEnv;
  readonly origin: string;
}

/** Which program, which of Debian's packages has it, and what else may be done where neither is there. */
export interface ProgramSource {
  readonly command: string;
  readonly debianPackage: string;
  readonly hint: string;
}

async function isOnSystem(command: string): Promise<boolean> {
  try {
    await run(command, ['--version']);
    return true;
  } catch {
    return false;
  }
}

/**
 * Downloads Debian's packages and unpacks them into a folder of the project: nothing is installed on the machine and
 * no service is started by a package's script.
 */
async function unpack(debianPackage: string, folder: string): Promise<void> {
  const archives = join(folder, 'archives');
  await mkdir(join(archives, 'partial'), { recursive: true });
  const download = [
    'install',
    '--download-only',
    '--reinstall',
    '--yes',
    '--no-install-recommends',
    `--option=Dir::Cache::archives=${archives}`,
    // Another installation on this machine may be under way.
    '--option=DPkg::Lock::Timeout=60',
    debianPackage,
  ];
  // Without the newest lists the known packages may still be there.
  await run('apt-get', ['update']).catch(() => undefined);
  await run('apt-get', download);
  for (const archive of await readdir(archives)) {
    if (archive.endsWith('.deb')) await run('dpkg-deb', ['--extract', join(archives, archive), folder]);
  }
  await rm(archives, { recursive: true });
}

async function libraryFolders(folder: string): Promise<string[]> {
  const root = join(folder, 'usr/lib');
  const names = await readdir(root).catch(() => []);
  return [root, ...names.map((name) => join(root, name))];
}

async function ofDebian({ command: name, debianPackage, hint }: ProgramSource, tell: Tell): Promise<Program> {
  const folder = join(toolsFolder, debianPackage);
  const command = join(folder, 'usr/bin', name);
  const isThere = async () => (await stat(command).catch(() => undefined)) !== undefined;
  if (!(await isThere())) {
    await mkdir(toolsFolder, { recursive: true });
    const partial = await mkdtemp(`${folder}.`);
    try {
      await timed(tell, `unpacking Debian's ${debianPackage}`, () => unpack(debianPackage, partial));
      // Another run may have been quicker; its files are the same.
      await rename(partial, folder).catch(() => undefined);
    } catch (cause) {
      throw new Error(`there is no ${name} and apt-get could not bring one: ${hint}`, { cause });
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
    if (!(await isThere())) throw new Error(`Debian's ${debianPackage} holds no ${name}: ${hint}`);
  }
  const libraries = (await libraryFolders(folder)).join(':');
  return { command, env: { LD_LIBRARY_PATH: libraries }, origin: "of Debian's packages" };
}

/** Finds a program on the system, or brings Debian's. @throws when neither can be had */
export async function debianProgram(source: ProgramSource, tell: Tell = silent): Promise<Program> {
  if (await isOnSystem(source.command)) return { command: source.command, env: {}, origin: 'of this system' };
  return ofDebian(source, tell);
}
