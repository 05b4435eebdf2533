import type { ImportStaging, IndexSettings, Store } from '@achilles/query-core';
import type { JobName, JobProgress, PayloadOf, ResultOf } from '@achilles/types';
import type { Logger } from 'pino';

/** What processors work with. */
export interface WorkerParts {
  readonly store: Store;
  readonly staging: ImportStaging;
  readonly indices: IndexSettings;
  /** The most rows that a job moves in a second; null for as many as reads allow. */
  readonly archiveRowsPerSecond: number | null;
}

/** One job under way. */
export interface JobContext<N extends JobName> extends WorkerParts {
  readonly id: string;
  readonly payload: PayloadOf<N>;
  readonly log: Logger;
  readonly clock: () => number;
  /** Fires when the process is to stop: save a checkpoint, then end with `signal.throwIfAborted()`. */
  readonly signal: AbortSignal;
  report(progress: JobProgress): Promise<void>;
  /** Where to go on from; undefined at the beginning. */
  readonly checkpoint: unknown;
  /** Saves where to go on from, and how far that is, with the job: whoever takes it next finds it. @throws LockLost */
  saveCheckpoint(checkpoint: unknown, progress?: JobProgress): Promise<void>;
  /** Tells what the job came to so far: its result should it be cancelled or fail. */
  tellSoFar(result: ResultOf<N>): void;
  /** To be called before every write. @throws LockLost when another worker has the job */
  assertHeld(): Promise<void>;
}

/** Does one type of job. It may be stopped and begun again at any point: what it did once it can do again. */
export interface Processor<N extends JobName> {
  /** @throws StoreError, FinalFailure with a message for callers, LockLost */
  run(context: JobContext<N>): Promise<ResultOf<N>>;
  /** Clears up after a job, once its record says how it ended. */
  afterEnd?(parts: WorkerParts, payload: PayloadOf<N>, id: string): Promise<void>;
}
