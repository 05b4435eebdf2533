import type { Processor } from './processor.ts';
import { afterArchive, runArchive } from './run-archive.ts';

/** Archives rows before a time. */
export const archiveByDateProcessor: Processor<'archive-by-date'> = {
  run: ({ payload: { before, ...order }, ...context }) =>
    runArchive(context, { rows: { kind: 'before', before }, ...order }),
  afterEnd: (parts, { dropEmpty }, id) => afterArchive(parts, dropEmpty, id),
};
