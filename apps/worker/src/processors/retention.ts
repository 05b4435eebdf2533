import { FinalFailure } from '@achilles/queue';
import type { ArchiveResult } from '@achilles/types';
import { toFailure } from '../to-failure.ts';
import type { Processor } from './processor.ts';
import { runArchive } from './run-archive.ts';

const DAY_MS = 24 * 3_600 * 1_000;

const NOTHING: ArchiveResult = {
  archived: 0,
  skipped: 0,
  conflicts: 0,
  bytes: 0,
  perIndex: [],
  errors: [],
  dryRun: false,
  droppedIndices: [],
};

/** Archives rows that were older than the retention when its schedule had it begin. */
export const retentionProcessor: Processor<'retention'> = {
  async run({ payload: { days, scheduledFor, dropEmpty, missed, missedRuns }, ...context }) {
    const rows = { kind: 'before', before: scheduledFor - days * DAY_MS } as const;
    const told = { missed, ...(missedRuns !== undefined && { missedRuns }) };
    try {
      return { ...(await runArchive(context, { rows, dryRun: false, dropEmpty })), ...told };
    } catch (error) {
      const failure = toFailure(error);
      if (!(failure instanceof FinalFailure)) throw error;
      const result = { ...NOTHING, ...(failure.result as ArchiveResult | undefined), ...told };
      throw new FinalFailure(failure.message, { cause: failure.cause, result });
    }
  },
};
