import type { MoveCalls } from './move-calls.ts';
import type { Landed } from './restore-work.ts';

/** Deletes live rows again that a restore made and nobody has touched since, where they are archived still. */
export async function takeBackLive(calls: MoveCalls, rows: readonly Landed[]): Promise<void> {
  const made = rows.filter((row) => row.made !== null);
  const isArchived = await calls.isThere(made.map(({ archived }) => archived));
  const archived = made.filter((_, i) => isArchived[i]);
  await calls
    .withoutPermit()
    .write(
      archived.flatMap(({ live, made: version }) =>
        version === null ? [] : [{ action: 'delete' as const, at: live, onlyIf: version }],
      ),
    );
}
