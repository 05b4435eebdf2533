import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './run-process.mjs';
import { toolchain } from './toolchain.mjs';

const MANIFEST_FOLDERS = ['apps', 'packages'];
const markFile = (root) => join(root, 'node_modules', '.achilles-setup.json');

function manifests(root) {
  const nested = MANIFEST_FOLDERS.flatMap((folder) => {
    const path = join(root, folder);
    return existsSync(path) ? readdirSync(path).map((name) => join(path, name, 'package.json')) : [];
  });
  return ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'bench/package.json', 'chaos/package.json']
    .map((name) => join(root, name))
    .concat(nested.sort());
}

/** A fingerprint of everything that decides what is installed. */
export function dependencyHash(root) {
  const hash = createHash('sha256');
  for (const file of manifests(root))
    if (existsSync(file)) hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** What is installed now, as pnpm itself recorded it; null where nothing is. */
function installedNeed(root) {
  try {
    const { included } = JSON.parse(readFileSync(join(root, 'node_modules', '.modules.yaml'), 'utf8'));
    return included.devDependencies ? 'development' : 'runtime';
  } catch {
    return null;
  }
}

/** Whether what is installed serves the need; a development installation serves a runtime need too. */
export function dependenciesAreReady(root, need) {
  try {
    const mark = JSON.parse(readFileSync(markFile(root), 'utf8'));
    return mark.hash === dependencyHash(root) && (mark.need === need || mark.need === 'development');
  } catch {
    return false;
  }
}

/** Installs the libraries that the lockfile pins; without the development ones where they are not needed. */
export async function installDependencies(root, need) {
  const { node, pnpm, env } = toolchain(root);
  const args = [
    pnpm,
    'install',
    '--frozen-lockfile',
    '--config.confirmModulesPurge=false',
    '--reporter=append-only',
  ];
  // What a developer has installed stays: running the product takes nothing away.
  const installed = need === 'development' ? need : (installedNeed(root) ?? need);
  if (installed === 'runtime') args.push('--prod');
  const { code, output } = await runQuietly(node, args, { cwd: root, env });
  if (code !== 0) throw new Error(`pnpm could not install the dependencies\n${output}`);
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(markFile(root), `${JSON.stringify({ hash: dependencyHash(root), need: installed })}\n`);
}
