import { expect, test } from 'vitest';
import { EVERY_ORGANIZATION } from '../../src/plan/scope.ts';
import type { Move } from '../../src/ports/result-archive.ts';
import type { ArchiveWorld } from './archive-world.ts';
import { archiveBefore, BEFORE, document, restoreJob, run } from './moves.ts';

/** What every store must do when rows are restored. */
export function restoreContract(opened: () => ArchiveWorld): void {
  test('what a job archived is restored, and only that', async () => {
    const world = opened();
    const a = world.named('achilles-results-a');
    const b = world.named('achilles-results-b');
    await world.put(a, 'x', document({ note: 'a' }));
    await world.put(b, 'x', document({ note: 'b' }));
    const before = await world.live();
    await run(world, archiveBefore('job-1'));
    await world.put(a, 'y', document({ note: 'of another job' }));
    await run(world, archiveBefore('job-2'));
    expect(await world.store.archive.count(restoreJob('job-1'))).toEqual([
      { index: a, rows: 1 },
      { index: b, rows: 1 },
    ]);
    const counts = await run(world, restoreJob('job-1'));
    expect(counts).toMatchObject({ moved: 2, skipped: 0, conflicts: 0 });
    expect(counts.perIndex.map(({ index, rows }) => [index, rows])).toEqual([
      [a, 1],
      [b, 1],
    ]);
    expect(await world.live()).toEqual(before);
    expect([...(await world.archived()).keys()]).toEqual([`${a}/y`]);
    expect(await run(world, restoreJob('job-1'))).toMatchObject({ moved: 0, skipped: 0 });
  });

  test('a window is restored within the scope; its ends are part of it', async () => {
    const world = opened();
    const a = world.named('achilles-results-a');
    const at = (ms: number) => new Date(BEFORE - ms).toISOString();
    for (const ms of [1, 2, 3, 4]) await world.put(a, `r${ms}`, document({ time: at(ms) }));
    await world.put(a, 'other', document({ time: at(2), org: 'o2' }));
    await run(world, archiveBefore());
    const move: Move = {
      direction: 'restore',
      scope: { kind: 'organization', org: 'o1' },
      job: 'restore-1',
      rows: { kind: 'window', from: BEFORE - 3, to: BEFORE - 2 },
    };
    expect(await world.store.archive.count(move)).toEqual([{ index: a, rows: 2 }]);
    expect(await run(world, move)).toMatchObject({ moved: 2 });
    expect([...(await world.live()).keys()].sort()).toEqual([`${a}/r2`, `${a}/r3`]);
    const all: Move = { ...move, scope: EVERY_ORGANIZATION, rows: { kind: 'window', from: null, to: null } };
    expect(await run(world, all)).toMatchObject({ moved: 3 });
    expect((await world.archived()).size).toBe(0);
  });

  test('what is live again stays: in the same version the archive gives it up, in another both stay', async () => {
    const world = opened();
    const a = world.named('achilles-results-a');
    for (const id of ['same', 'other']) await world.put(a, id, document({ note: 'old' }));
    await run(world, archiveBefore());
    await world.put(a, 'same', document({ note: 'old' }));
    await world.put(a, 'other', document({ note: 'new' }));
    const counts = await run(world, restoreJob('job-1'));
    expect(counts).toMatchObject({ moved: 1, skipped: 1 });
    expect(counts.errors).toMatchObject([{ index: a, id: 'other' }]);
    expect((await world.live()).get(`${a}/other`)).toBe(document({ note: 'new' }));
    expect([...(await world.archived()).keys()]).toEqual([`${a}/other`]);
    expect(await run(world, archiveBefore('job-3'))).toMatchObject({ moved: 2 });
    expect((await world.archived()).get(`${a}/other`)).toBe(document({ note: 'new' }));
    expect((await world.live()).size).toBe(0);
  });

  test('indices without any document are dropped where that is asked for, others are not', async () => {
    const world = opened();
    const a = world.named('achilles-results-a');
    const b = world.named('achilles-results-b');
    await world.put(a, 'x', document({}));
    await world.put(b, 'x', document({}));
    await world.put(b, 'new', document({ time: '2026-03-01T00:00:00.000Z' }));
    await run(world, archiveBefore());
    const permit = async () => undefined;
    expect(await world.store.archive.dropEmpty([a, b], 'job-1', permit)).toEqual([a]);
    const names = (await world.store.indices.list(() => true)).map(({ name }) => name);
    expect(names).not.toContain(a);
    expect(names).toContain(b);
    await world.put(b, 'later', document({}));
    expect(await run(world, restoreJob('job-1'))).toMatchObject({ moved: 2 });
    expect([...(await world.live()).keys()].sort()).toEqual([`${a}/x`, `${b}/later`, `${b}/new`, `${b}/x`]);
  });
}
