import { expect, test } from 'vitest';
import type { ArchiveWorld } from './archive-world.ts';
import { archiveBefore, document, run } from './moves.ts';

const NEW = '2026-02-01T00:00:00.000Z';

/** What every store must do when rows before a time are archived. */
export function beforeContract(opened: () => ArchiveWorld): void {
  test('rows before the time are archived as they were, and others stay', async () => {
    const world = opened();
    const a = world.named('achilles-results-a');
    const b = world.named('achilles-results-b');
    await world.put(a, 'x', document({ note: 'x of a' }));
    await world.put(b, 'x', document({ note: 'x of b: ä 😀 \u0000' }));
    await world.put(a, 'edge', document({ time: '2026-01-01T00:00:00.000Z' }));
    await world.put(a, 'just', document({ time: '2025-12-31T23:59:59.999Z' }));
    await world.put(b, 'new', document({ time: NEW }));
    const before = await world.live();
    expect(await world.store.archive.count(archiveBefore())).toEqual([
      { index: a, rows: 2 },
      { index: b, rows: 1 },
    ]);
    const counts = await run(world, archiveBefore());
    expect(counts).toMatchObject({ moved: 3, skipped: 0, conflicts: 0, errors: [] });
    expect(counts.perIndex.map(({ index, rows }) => [index, rows])).toEqual([
      [a, 2],
      [b, 1],
    ]);
    expect(counts.bytes).toBe(counts.perIndex.reduce((sum, { bytes }) => sum + bytes, 0));
    const live = await world.live();
    const archived = await world.archived();
    expect([...live.keys()].sort()).toEqual([`${a}/edge`, `${b}/new`].sort());
    expect([...archived.keys()].sort()).toEqual([`${a}/just`, `${a}/x`, `${b}/x`].sort());
    for (const [key, text] of archived) expect(text).toBe(before.get(key));
    const again = await run(world, archiveBefore('job-2'));
    expect(again).toMatchObject({ moved: 0, skipped: 0, conflicts: 0, bytes: 0, perIndex: [] });
    expect(await world.store.archive.count(archiveBefore())).toEqual([]);
  });

  test('only rows of the scope are archived, and an empty organization has none', async () => {
    const world = opened();
    const a = world.named('achilles-results-a');
    await world.put(a, 'mine', document({ org: 'o1' }));
    await world.put(a, 'other', document({ org: 'o2' }));
    const of = (org: string) => ({ ...archiveBefore(), scope: { kind: 'organization' as const, org } });
    expect((await run(world, of(''))).moved).toBe(0);
    expect(await world.store.archive.count(of('o1'))).toEqual([{ index: a, rows: 1 }]);
    expect((await run(world, of('o1'))).moved).toBe(1);
    expect([...(await world.live()).keys()]).toEqual([`${a}/other`]);
  });

  test('a row that is written again after it was archived replaces what is archived', async () => {
    const world = opened();
    const a = world.named('achilles-results-a');
    await world.put(a, 'x', document({ note: 'old' }));
    await run(world, archiveBefore('job-1'));
    await world.put(a, 'x', document({ note: 'new' }));
    expect(await run(world, archiveBefore('job-2'))).toMatchObject({ moved: 1, conflicts: 0 });
    expect((await world.live()).size).toBe(0);
    expect((await world.archived()).get(`${a}/x`)).toBe(document({ note: 'new' }));
  });

  test('many rows are moved in several batches, at the rate that is asked for', async () => {
    const world = opened();
    const a = world.named('achilles-results-a');
    for (let i = 0; i < 30; i++) await world.put(a, `r${i}`, document({ note: String(i) }));
    const began = performance.now();
    expect((await run(world, archiveBefore(), { rowsPerSecond: 20 })).moved).toBe(30);
    expect(performance.now() - began).toBeGreaterThan(1_000);
  });
}
