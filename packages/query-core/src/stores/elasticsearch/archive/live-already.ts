import type { MoveCalls } from './move-calls.ts';
import type { Moving } from './moving.ts';

/** Those of some archived rows that are live just as they are archived: what an earlier run of a restore wrote is among them. */
export async function liveAlready(calls: MoveCalls, rows: readonly Moving[]): Promise<readonly Moving[]> {
  const found = await calls.look(rows.map(({ live }) => live));
  return rows.filter(({ text }, i) => {
    const there = found[i] ?? null;
    return there !== null && JSON.stringify(there.source) === text;
  });
}
