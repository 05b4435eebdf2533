import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CursorKeys, newCursorKey } from '@achilles/query-core';

const NAME = 'cursor-key';
const OWNER_ONLY = 0o600;

/**
 * The key of cursors in the data folder: a cursor of an earlier start is known as one, and told that its snapshot is gone.
 * @throws when the folder can't be written
 */
export async function cursorKeyFile(dataDir: string): Promise<CursorKeys> {
  const file = join(dataDir, NAME);
  const made = newCursorKey();
  const key = await writeFile(file, made, { flag: 'wx', mode: OWNER_ONLY }).then(
    () => made,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      return readFile(file);
    },
  );
  return () => Promise.resolve([key]);
}
