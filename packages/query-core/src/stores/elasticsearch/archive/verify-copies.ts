import { StoreError } from '../../../ports/store-error.ts';
import type { ArchiveBatch, Copy } from './archive-batch.ts';
import { readArchived } from './archive-document.ts';
import type { Moving } from './moving.ts';

/** What of a batch reads back as it was written. */
export interface Verified {
  readonly copies: readonly Copy[];
  /** Rows that have changed meanwhile, or whose copies another job has taken over. */
  readonly overtaken: readonly Moving[];
}

/** Reads copies back and compares them. @throws StoreError for one that is not what was written */
export async function verifyCopies(
  { calls, job, batch }: Pick<ArchiveBatch, 'calls' | 'job' | 'batch'>,
  copies: readonly Copy[],
): Promise<Verified> {
  const found = await calls.look(copies.map(({ moving }) => moving.archived));
  const overtaken: Moving[] = [];
  const verified: Copy[] = [];
  for (const [i, copy] of copies.entries()) {
    const there = found[i] ?? null;
    const archived = there === null ? null : readArchived(there.source);
    const isOurs = archived?.note.job === job && archived.note.batch === batch;
    if (there === null || !isOurs) overtaken.push(copy.moving);
    else if (archived.text === copy.moving.text) verified.push({ ...copy, version: there.version });
    else {
      const { index, id } = copy.moving.live;
      const message = `${index}/${id} reads otherwise in ${copy.moving.archived.index} than it is live, so that it was left live; archive it in an index without a pipeline and with its whole _source`;
      throw new StoreError('unreadable', message);
    }
  }
  return { copies: verified, overtaken };
}
