import {
  type ArchiveSelection,
  EVERY_ORGANIZATION,
  type MoveToArchive,
  type Scope,
  StoreError,
  writeIndex,
} from '@achilles/query-core';
import { FinalFailure } from '@achilles/queue';
import type { ArchiveResult } from '@achilles/types';
import { moveResult } from './move-progress.ts';
import type { WorkerParts } from './processor.ts';
import { type MoveContext, runMove } from './run-move.ts';

/** What an archive job is told. */
export interface ArchiveOrder {
  readonly rows: ArchiveSelection;
  readonly org?: string | undefined;
  readonly dryRun: boolean;
  /** Deletes indices that this job or an earlier one emptied, but not the one that imports write to now. */
  readonly dropEmpty: boolean;
}

/** The rows that a job may move: of the organization that its caller is bound to, or of all. */
export const scopeOf = (org: string | undefined): Scope =>
  org === undefined ? EVERY_ORGANIZATION : { kind: 'organization', org };

/** Has indices that an ended job was about to drop take writes again. */
export async function afterArchive({ store }: WorkerParts, dropEmpty: boolean, job: string): Promise<void> {
  if (dropEmpty) await store.archive.openAgain(job);
}

/** Archives rows for a job, then drops the indices that are empty since their rows were archived, where asked. */
export async function runArchive(
  context: MoveContext<ArchiveResult>,
  { rows, org, dryRun, dropEmpty }: ArchiveOrder,
): Promise<ArchiveResult> {
  const { store, indices, clock, signal, assertHeld } = context;
  const move: MoveToArchive = { scope: scopeOf(org), job: context.id, direction: 'archive', rows };
  const result = await runMove(context, {
    move,
    dryRun,
    toResult: (counts): ArchiveResult => ({
      archived: counts.moved,
      ...moveResult(counts, dryRun),
      droppedIndices: [],
    }),
  });
  if (!dropEmpty) return result;
  try {
    const emptied = await store.archive.emptiedBy(move, writeIndex(indices, clock()), signal);
    const droppedIndices = dryRun ? emptied : await store.archive.dropEmpty(emptied, context.id, assertHeld);
    return { ...result, droppedIndices: [...droppedIndices] };
  } catch (error) {
    if (!(error instanceof StoreError) || error.failure !== 'unreadable') throw error;
    throw new FinalFailure(error.message, { cause: error });
  }
}
