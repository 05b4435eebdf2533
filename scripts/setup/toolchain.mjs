import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { environment } from './config.mjs';
import { runQuietly } from './run-process.mjs';
import { NODE_VERSION, nodePackage, nodeSuffices, pinnedPnpm } from './versions.mjs';

const installedVersion = (folder) => {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
};

/** Where the project keeps the tools it brought itself. */
export const toolsFolder = (root) => join(root, '.tools');

function locate(root) {
  const modules = join(toolsFolder(root), 'node_modules');
  const nodeFolder = join(modules, nodePackage());
  const own = nodeSuffices(process.version);
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  return {
    node: own ? process.execPath : join(nodeFolder, 'bin', binary),
    pnpm: join(modules, 'pnpm', 'bin', 'pnpm.cjs'),
    missing: [
      ...(own || installedVersion(nodeFolder) === NODE_VERSION ? [] : [`${nodePackage()}@${NODE_VERSION}`]),
      ...(installedVersion(join(modules, 'pnpm')) === pinnedPnpm(root) ? [] : [`pnpm@${pinnedPnpm(root)}`]),
    ],
  };
}

/** Whether every tool is there already. */
export const toolsAreReady = (root) => locate(root).missing.length === 0;

/** Installs the Node.js and pnpm that are missing from the npm registry, both pinned, without running their scripts. */
export async function installTools(root) {
  const { missing } = locate(root);
  if (missing.length === 0) return;
  const args = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefix',
    toolsFolder(root),
  ];
  const kept = [nodePackage(), 'pnpm'].filter(
    (name) =>
      existsSync(join(toolsFolder(root), 'node_modules', name)) &&
      !missing.some((m) => m.startsWith(`${name}@`)),
  );
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const versions = kept.map(
    (name) => `${name}@${installedVersion(join(toolsFolder(root), 'node_modules', name))}`,
  );
  const { code, output } = await runQuietly(npm, [...args, ...missing, ...versions], { cwd: root });
  if (code !== 0) {
    throw new Error(
      `npm could not install ${missing.join(' and ')}; is the npm registry reachable from here?\n${output}`,
    );
  }
}

/** The programs to run and an environment in which nested calls find the same ones. */
export function toolchain(root) {
  const { node, pnpm } = locate(root);
  const path = [dirname(node), join(toolsFolder(root), 'node_modules', '.bin'), environment.PATH ?? ''].join(
    delimiter,
  );
  const env = {
    ...environment,
    PATH: path,
    ACHILLES_ROOT: root,
    NODE_COMPILE_CACHE: join(toolsFolder(root), 'compile-cache'),
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    npm_config_manage_package_manager_versions: 'false',
  };
  return { node, pnpm, env };
}
