import type { Processor } from './processor.ts';
import { runArchive } from './run-archive.ts';

/** Archives groups of rows. */
export const archiveProcessor: Processor<'archive'> = {
  run: ({ payload: { groupKeys, dryRun, org }, ...context }) =>
    runArchive(context, { rows: { kind: 'groups', keys: groupKeys }, org, dryRun, dropEmpty: false }),
};
