import type { ArchiveResult } from '@achilles/types';
import type { Processor } from './processor.ts';
import { afterArchive, runArchive } from './run-archive.ts';

const DAY_MS = 24 * 3_600 * 1_000;

/** Archives rows that were older than the retention when its schedule had it begin. */
export const retentionProcessor: Processor<'retention'> = {
  async run({ payload: { days, scheduledFor, dropEmpty, missed, missedRuns }, ...context }) {
    const rows = { kind: 'before', before: scheduledFor - days * DAY_MS } as const;
    const toResult = (result: ArchiveResult) => ({
      ...result,
      missed,
      ...(missedRuns !== undefined && { missedRuns }),
    });
    const tellSoFar = (result: ArchiveResult) => context.tellSoFar(toResult(result));
    return toResult(await runArchive({ ...context, tellSoFar }, { rows, dryRun: false, dropEmpty }));
  },
  afterEnd: (parts, { dropEmpty }, id) => afterArchive(parts, dropEmpty, id),
};
