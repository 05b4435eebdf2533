import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Node.js that is installed where the machine's own is older; the first line that runs TypeScript as it stands. */
export const NODE_VERSION = '24.21.0';
const OLDEST_NODE = [24, 12];

/** Whether a version such as `v24.12.0` runs this project. */
export function nodeSuffices(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** The pnpm version that `packageManager` in package.json pins. */
export function pinnedPnpm(root) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return packageManager.replace(/^pnpm@/, '');
}

/** The npm package that carries the Node.js binary of a platform. */
export function nodePackage(platform = process.platform, arch = process.arch) {
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}
