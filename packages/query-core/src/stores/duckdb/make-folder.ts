import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * Makes a folder and those above it. Each is tried once: where a file system refuses with "no such file", as `/proc` does,
 * the recursive `mkdir` of Node.js would try for ever. @throws what the file system says
 */
export async function makeFolder(path: string): Promise<void> {
  if (await isThere(path)) return;
  const parent = dirname(path);
  if (parent !== path) await makeFolder(parent);
  await mkdir(path).catch(async (error: unknown) => {
    // Another process may have been quicker.
    if (!(await isThere(path))) throw error;
  });
}
