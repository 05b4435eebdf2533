import { type EndedJob, FinalFailure, type HeldJob } from '@achilles/queue';
import { JOBS, type JobName, type PayloadOf } from '@achilles/types';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { JobContext, Processor, WorkerParts } from './processors/processor.ts';
import { PROCESSORS } from './processors/processors.ts';
import { toFailure } from './to-failure.ts';

/** What a job is run with, besides itself. */
export interface RunOptions {
  readonly parts: WorkerParts;
  readonly log: Logger;
  readonly clock: () => number;
}

/** A payload as its declaration has it. @throws FinalFailure when another version of the program wrote it */
function payloadOf<N extends JobName>(type: N, payload: unknown): PayloadOf<N> {
  const declared: z.ZodType = JOBS[type].payload;
  const parsed = declared.safeParse(payload);
  if (parsed.success) return parsed.data as PayloadOf<N>;
  const paths = parsed.error.issues.map(({ path }) => path.join('.') || 'payload').join(', ');
  throw new FinalFailure(`this version can not read the job (${paths}); submit it again`, {
    cause: parsed.error,
  });
}

async function run<N extends JobName>(type: N, held: HeldJob, { parts, log, clock }: RunOptions) {
  const context: JobContext<N> = {
    ...parts,
    id: held.id,
    payload: payloadOf(type, held.payload),
    log: log.child({ job: held.id }),
    clock,
    signal: held.signal,
    checkpoint: held.checkpoint,
    report: (progress) => held.report(progress),
    saveCheckpoint: (checkpoint, progress) => held.saveCheckpoint(checkpoint, progress),
    tellSoFar: (result) => held.tellSoFar(result),
    assertHeld: () => held.assertHeld(),
  };
  return (PROCESSORS[type] as Processor<N>).run(context);
}

/** The result of a job. @throws what its failure means for it: RetryableFailure, FinalFailure, LockLost or the error itself */
export async function runJob(held: HeldJob, options: RunOptions): Promise<unknown> {
  try {
    return await run(held.type as JobName, held, options);
  } catch (error) {
    throw toFailure(error);
  }
}

/** Clears up after a job that has ended. */
export async function afterJob({ id, type, payload }: EndedJob, parts: WorkerParts): Promise<void> {
  const name = type as JobName;
  const processor: Processor<typeof name> = PROCESSORS[name];
  await processor.afterEnd?.(parts, payloadOf(name, payload), id);
}
