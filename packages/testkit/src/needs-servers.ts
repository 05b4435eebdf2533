import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ASKS = /\binject\(/;
const RELATIVE_IMPORT = /from\s+'(\.{1,2}\/[^']+)'/g;

/**
 * Whether one of these test files, or a file that it imports by a relative path, asks for what the run provides with
 * vitest's `inject`.
 */
export function needsServers(testFiles: readonly string[]): boolean {
  const known = new Set(testFiles);
  // A set is walked to its end, also over what is added on the way.
  for (const file of known) {
    if (!existsSync(file)) continue;
    const text = readFileSync(file, 'utf8');
    if (ASKS.test(text)) return true;
    for (const [, path = ''] of text.matchAll(RELATIVE_IMPORT)) known.add(join(dirname(file), path));
  }
  return false;
}
