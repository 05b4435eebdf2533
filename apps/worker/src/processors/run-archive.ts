import { type ArchiveSelection, EVERY_ORGANIZATION, type Scope } from '@achilles/query-core';
import type { ArchiveResult } from '@achilles/types';
import { moveResult } from './move-progress.ts';
import { type MoveContext, runMove } from './run-move.ts';

/** What an archive job is told. */
export interface ArchiveOrder {
  readonly rows: ArchiveSelection;
  readonly org?: string | undefined;
  readonly dryRun: boolean;
  /** Deletes indices that the job emptied. */
  readonly dropEmpty: boolean;
}

/** The rows that a job may move: of the organization that its caller is bound to, or of all. */
export const scopeOf = (org: string | undefined): Scope =>
  org === undefined ? EVERY_ORGANIZATION : { kind: 'organization', org };

/** Archives rows for a job, then drops the indices that it moved rows out of and that are empty now, where asked. */
export async function runArchive(
  context: MoveContext<ArchiveResult>,
  { rows, org, dryRun, dropEmpty }: ArchiveOrder,
): Promise<ArchiveResult> {
  const result = await runMove(context, {
    move: { scope: scopeOf(org), job: context.id, direction: 'archive', rows },
    dryRun,
    toResult: (counts): ArchiveResult => ({
      archived: counts.moved,
      ...moveResult(counts, dryRun),
      droppedIndices: [],
    }),
  });
  if (dryRun || !dropEmpty) return result;
  // The counts of the checkpoint name them, also for a worker that goes on with the job of another.
  const emptied = result.perIndex.map(({ index }) => index);
  const droppedIndices = await context.store.archive.dropEmpty(emptied, context.assertHeld);
  return { ...result, droppedIndices: [...droppedIndices] };
}
