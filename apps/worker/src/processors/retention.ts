import type { ArchiveResult } from '@achilles/types';
import type { Processor } from './processor.ts';
import { runArchive } from './run-archive.ts';

const DAY_MS = 24 * 3_600 * 1_000;

/** Archives rows that were older than the retention when its schedule had it begin. */
export const retentionProcessor: Processor<'retention'> = {
  async run({ payload: { days, scheduledFor, missed }, ...context }) {
    const before = scheduledFor - days * DAY_MS;
    const rows = { kind: 'before', before } as const;
    const toResult = (result: ArchiveResult) => ({ ...result, missed });
    const tellSoFar = (result: ArchiveResult) => context.tellSoFar(toResult(result));
    return toResult(await runArchive({ ...context, tellSoFar }, { rows, dryRun: false, dropEmpty: false }));
  },
};
