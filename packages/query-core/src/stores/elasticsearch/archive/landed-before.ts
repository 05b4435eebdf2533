import type { MoveCalls } from './move-calls.ts';
import type { Moving } from './moving.ts';
import type { Landed } from './restore-work.ts';

/** Those of some archived rows that are live just as they are archived: what an earlier run of a restore wrote is among them. */
export async function landedBefore(calls: MoveCalls, rows: readonly Moving[]): Promise<readonly Landed[]> {
  const found = await calls.look(rows.map(({ live }) => live));
  return rows
    .filter(({ text }, i) => {
      const there = found[i] ?? null;
      return there !== null && JSON.stringify(there.source) === text;
    })
    .map(({ live, archived, version, text }) => ({
      ...{ live, archived, version, made: null },
      bytes: Buffer.byteLength(text),
    }));
}
