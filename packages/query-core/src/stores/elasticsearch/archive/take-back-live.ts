import type { MoveCalls } from './move-calls.ts';
import { isSame } from './moving.ts';
import type { Landed } from './restore-work.ts';

/**
 * Deletes live rows again that a restore made and nobody has touched since, where they are archived still in the version
 * that was read. Another version may be a copy of the live row, which an archive takes back once that is gone.
 */
export async function takeBackLive(calls: MoveCalls, rows: readonly Landed[]): Promise<void> {
  const made = rows.filter((row) => row.made !== null);
  const versions = await calls.versions(made.map(({ archived }) => archived));
  const archived = made.filter(({ version }, i) => {
    const there = versions[i] ?? null;
    return there !== null && isSame(there, version);
  });
  await calls
    .withoutPermit()
    .write(
      archived.flatMap(({ live, made: version }) =>
        version === null ? [] : [{ action: 'delete' as const, at: live, onlyIf: version }],
      ),
    );
}
