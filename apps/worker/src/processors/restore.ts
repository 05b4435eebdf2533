import type { RestoreSelection } from '@achilles/query-core';
import type { RestoreResult } from '@achilles/types';
import { moveResult } from './move-progress.ts';
import type { Processor } from './processor.ts';
import { scopeOf } from './run-archive.ts';
import { runMove } from './run-move.ts';

/** Brings archived rows back. */
export const restoreProcessor: Processor<'restore'> = {
  run({ payload: { rows: asked, dryRun, org }, ...context }) {
    const rows: RestoreSelection =
      'jobId' in asked ? { kind: 'job', job: asked.jobId } : { kind: 'window', ...asked };
    return runMove(context, {
      move: { scope: scopeOf(org), job: context.id, direction: 'restore', rows },
      dryRun,
      toResult: (counts): RestoreResult => ({ restored: counts.moved, ...moveResult(counts, dryRun) }),
    });
  },
};
