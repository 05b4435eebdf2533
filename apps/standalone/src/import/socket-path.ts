import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The shortest limit of a socket's path on any system (macOS, `sun_path`). */
const LONGEST_PATH = 103;

/** Where the process that has a data folder open takes imports from other processes of this machine. */
export function socketPath(dataDir: string): string {
  const folder = resolve(dataDir);
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\achilles-${name}`;
  const inside = join(folder, 'import.sock');
  return Buffer.byteLength(inside) <= LONGEST_PATH ? inside : join(tmpdir(), `achilles-${name}.sock`);
}
