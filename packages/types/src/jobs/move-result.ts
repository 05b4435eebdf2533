import { z } from 'zod';
import { count } from '../endpoints/figures.ts';

const id = z.string().describe('`<index>/<_id>` of the row');

/** What a job that moves rows came to, besides how many it moved. */
const moved = {
  skipped: count.describe('Rows that were left where they are: refused, or changed again and again'),
  conflicts: count.describe('How often a row had changed while it was moved, and was read again'),
  bytes: count.describe('Bytes of the documents that were moved; 0 in a dry run').meta({ unit: 'bytes' }),
  perIndex: z
    .array(z.strictObject({ index: z.string(), rows: count, bytes: count }))
    .describe('By the index of the rows while they are live, A–Z'),
  errors: z
    .array(z.strictObject({ id, reason: z.string() }))
    .describe('Why rows were skipped; the first 1,000 of them'),
  dryRun: z.boolean().describe('Whether the rows were only counted, and nothing was moved'),
};

/** What an archive job results in (CONTRACT section 5). */
export const ArchiveResult = z.strictObject({
  archived: count.describe('Rows that are in the archive now; in a dry run, that would be'),
  ...moved,
  droppedIndices: z
    .array(z.string())
    .describe('Emptied indices that were deleted, where that was asked for; in a dry run, that would be'),
});
export type ArchiveResult = z.infer<typeof ArchiveResult>;

/** What a restore results in (CONTRACT section 5). */
export const RestoreResult = z.strictObject({
  restored: count.describe('Rows that are live again; in a dry run, that would be'),
  ...moved,
});
export type RestoreResult = z.infer<typeof RestoreResult>;
