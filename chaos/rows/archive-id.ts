import { createHash } from 'node:crypto';
import { type KnownRow, nameOf } from './known-row.ts';

const MOST_BYTES = 512;

/** The id of a row's document in the archive (docs/decisions/archive.md). */
export function archiveId(row: Pick<KnownRow, 'index' | 'id'>): string {
  const name = nameOf(row);
  if (Buffer.byteLength(name) <= MOST_BYTES) return name;
  return `#${createHash('sha256').update(name).digest('hex')}`;
}
