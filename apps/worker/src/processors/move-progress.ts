import type { MoveCounts } from '@achilles/query-core';
import { z } from 'zod';

const Counts = z.object({
  moved: z.int(),
  skipped: z.int(),
  conflicts: z.int(),
  bytes: z.int(),
  perIndex: z.array(z.object({ index: z.string(), rows: z.int(), bytes: z.int() })),
  errors: z.array(z.object({ index: z.string(), id: z.string(), reason: z.string() })),
});

/** Where a job that moves rows goes on: how many there were to move when it began, and how far the move is. */
export const SavedMove = z.object({
  total: z.int(),
  move: z.object({ counts: Counts, state: z.record(z.string(), z.unknown()) }).optional(),
});
export type SavedMove = z.output<typeof SavedMove>;

/** How far a move is, in rows, those under way included. What arrived since it was counted may make it more. */
export function moveProgress(phase: string, { moved, skipped }: MoveCounts, total: number, underWay = 0) {
  const done = moved + skipped + underWay;
  return { phase, done, total: Math.max(total, done) };
}

/** What a move came to, as results of jobs tell it; `id` of an error is that of rows in answers. */
export const moveResult = ({ skipped, conflicts, bytes, perIndex, errors }: MoveCounts, dryRun: boolean) => ({
  skipped,
  conflicts,
  bytes,
  perIndex: perIndex.map((moves) => ({ ...moves })),
  errors: errors.map(({ index, id, reason }) => ({ id: `${index}/${id}`, reason })),
  dryRun,
});
