import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportStaging, StagedUpload } from '../../ports/import-staging.ts';
import { StoreError } from '../../ports/store-error.ts';
import { unreadableUpload } from '../unreadable-upload.ts';

/** Marks the file of a body that is still arriving, or that broke off. */
const PARTIAL = '.partial';
const ID = /^[\w-]+$/;
/** Faults that pass when somebody makes room or mends the disk. */
const PASSING = ['ENOSPC', 'EDQUOT', 'EIO', 'EMFILE', 'ENFILE'];

function folderError(error: unknown, folder: string): StoreError {
  if (error instanceof StoreError) return error;
  const { code = 'unknown fault' } = error as NodeJS.ErrnoException;
  const message = `uploads can't be kept in ${folder} (${code}); check its space, owner and permissions`;
  return new StoreError(PASSING.includes(code) ? 'unavailable' : 'failed', message, error);
}

/** Keeps bodies as files of one folder, for a worker of the same process. */
export class FolderStaging implements ImportStaging {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(
    id: string,
    body: AsyncIterable<Uint8Array>,
    signal?: AbortSignal,
  ): Promise<{ readonly bytes: number }> {
    const partial = this.#file(id) + PARTIAL;
    let bytes = 0;
    try {
      const file = await this.#do(async () => {
        await mkdir(this.#folder, { recursive: true, mode: 0o700 });
        return open(partial, 'w', 0o600);
      });
      try {
        for await (const chunk of body) {
          signal?.throwIfAborted();
          await this.#do(() => file.writeFile(chunk));
          bytes += chunk.byteLength;
        }
        await this.#do(() => file.sync());
      } finally {
        await file.close();
      }
      await this.#do(() => rename(partial, this.#file(id)));
      await this.#do(() => this.#syncFolder());
      return { bytes };
    } catch (error) {
      await rm(partial, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async *read(id: string): AsyncGenerator<Uint8Array> {
    try {
      yield* createReadStream(this.#file(id));
    } catch (error) {
      const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
      throw isGone ? unreadableUpload(id, error) : folderError(error, this.#folder);
    }
  }

  async remove(id: string): Promise<void> {
    await this.#do(async () => {
      for (const name of [this.#file(id), this.#file(id) + PARTIAL]) await rm(name, { force: true });
    });
  }

  async list(): Promise<readonly StagedUpload[]> {
    return this.#do(async () => {
      const names = await readdir(this.#folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      const found: StagedUpload[] = [];
      for (const name of names) {
        const stats = await stat(join(this.#folder, name)).catch(() => undefined);
        if (stats !== undefined)
          found.push({ id: name.replace(PARTIAL, ''), stagedAt: Math.floor(stats.mtimeMs) });
      }
      return found;
    });
  }

  async close(): Promise<void> {}

  #file(id: string): string {
    if (!ID.test(id)) throw new StoreError('failed', `'${id}' can't name an upload`);
    return join(this.#folder, id);
  }

  async #syncFolder(): Promise<void> {
    const folder = await open(this.#folder, 'r');
    try {
      await folder.sync();
    } catch (error) {
      // Some systems have no way to sync a folder; the name is as safe there as they make it.
      if (!['EPERM', 'EINVAL', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    } finally {
      await folder.close();
    }
  }

  async #do<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw folderError(error, this.#folder);
    }
  }
}
