import { type Move, type MoveCheckpoint, type MoveCounts, StoreError } from '@achilles/query-core';
import { FinalFailure, JobCancelled } from '@achilles/queue';
import type { JobName } from '@achilles/types';
import { moveProgress, SavedMove } from './move-progress.ts';
import type { JobContext } from './processor.ts';

/** What is to be moved, and how what it came to is told. */
export interface MoveOrder<R> {
  readonly move: Move;
  /** Counts the rows and moves none. */
  readonly dryRun: boolean;
  readonly toResult: (counts: MoveCounts) => R;
}

/** What the job does with the store and its record. */
export interface MoveContext<R> extends Omit<JobContext<JobName>, 'payload' | 'tellSoFar'> {
  tellSoFar(result: R): void;
}

const PHASES = { archive: 'archiving', restore: 'restoring' } as const;
const NOTHING: MoveCounts = { moved: 0, skipped: 0, conflicts: 0, bytes: 0, perIndex: [], errors: [] };

async function countRows<R>({ store, signal, report }: MoveContext<R>, move: Move): Promise<MoveCounts> {
  await report({ phase: 'counting', done: 0, total: 0 });
  const found = await store.archive.count(move, signal);
  const moved = found.reduce((total, { rows }) => total + rows, 0);
  await report({ phase: 'counting', done: moved, total: moved });
  return { ...NOTHING, moved, perIndex: found.map((index) => ({ ...index, bytes: 0 })) };
}

/**
 * Moves rows for a job: counts them, then moves batch by batch, each behind a checkpoint from which the next worker goes
 * on. A move that is cancelled or fails keeps what was moved until then as the job's result.
 * @throws StoreError, FinalFailure, LockLost; the reason of the signal once it has fired
 */
export async function runMove<R>(
  context: MoveContext<R>,
  { move, dryRun, toResult }: MoveOrder<R>,
): Promise<R> {
  const { store, signal, checkpoint, archiveRowsPerSecond } = context;
  if (dryRun) return toResult(await countRows(context, move));
  const saved: SavedMove | undefined = checkpoint === undefined ? undefined : SavedMove.parse(checkpoint);
  let counts = NOTHING;
  const reach = (reached: MoveCounts) => {
    counts = reached;
    context.tellSoFar(toResult(counts));
  };
  reach(saved?.move?.counts ?? NOTHING);
  const total = saved?.total ?? (await countRows(context, move)).moved;
  if (saved === undefined) await context.saveCheckpoint({ total });
  const progress = (underWay = 0) => moveProgress(PHASES[move.direction], counts, total, underWay);
  await context.report(progress());
  const finishing = signal.reason instanceof JobCancelled;
  const work = {
    permit: context.assertHeld,
    save: async (reached: MoveCheckpoint) => {
      reach(reached.counts);
      await context.saveCheckpoint({ total, move: reached }, progress());
    },
    onProgress: async (reached: MoveCounts, underWay?: number) => {
      reach(reached);
      await context.report(progress(underWay));
    },
    resumeFrom: saved?.move,
    finishing,
    // What is to be finished is not to be stopped by the reason that it is finished for.
    signal: finishing ? undefined : signal,
    rowsPerSecond: archiveRowsPerSecond,
  };
  try {
    reach(await store.archive.move(move, work));
  } catch (error) {
    if (!(error instanceof StoreError) || error.failure !== 'unreadable') throw error;
    throw new FinalFailure(error.message, { cause: error });
  }
  signal.throwIfAborted();
  await context.report(progress());
  return toResult(counts);
}
