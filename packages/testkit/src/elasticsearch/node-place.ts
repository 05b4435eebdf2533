import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';

/** Where one node listens and keeps its data; it may be started there again. */
export interface NodePlace {
  readonly http: number;
  readonly transport: number;
  readonly folder: string;
  /** Whether the data go when the node is stopped. */
  readonly temporary: boolean;
}

/** A place whose data are of no use once the node is gone. */
export async function newPlace(port?: number): Promise<NodePlace> {
  const folder = await mkdtemp(join(tmpdir(), 'achilles-elasticsearch-'));
  const http = port ?? (await freePort());
  return { http, transport: await freePort(), folder, temporary: true };
}

/** Removes the data of a node that is gone, unless they are to be kept. */
export async function clearPlace({ folder, temporary }: NodePlace): Promise<void> {
  if (temporary) await rm(folder, { recursive: true, force: true });
}
