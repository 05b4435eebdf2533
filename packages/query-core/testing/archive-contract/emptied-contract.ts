import { expect, test } from 'vitest';
import { EVERY_ORGANIZATION } from '../../src/plan/scope.ts';
import type { MoveToArchive } from '../../src/ports/result-archive.ts';
import type { ArchiveWorld } from './archive-world.ts';
import { BEFORE, document, restoreJob, run } from './moves.ts';

const order = (job: string, more: Partial<MoveToArchive> = {}): MoveToArchive => ({
  direction: 'archive',
  scope: EVERY_ORGANIZATION,
  job,
  rows: { kind: 'before', before: BEFORE },
  ...more,
});
const permit = async () => undefined;
const YOUNG = '2026-03-01T00:00:00.000Z';

/** What every store must tell of indices that archiving empties. */
export function emptiedContract(opened: () => ArchiveWorld): void {
  test('the indices that a move empties are told before it and after it, and later', async () => {
    const world = opened();
    const { archive, indexAdmin } = world.store;
    const [a, b, fresh, now] = ['a', 'b', 'fresh', 'now'].map((end) =>
      world.named(`achilles-results-${end}`),
    ) as [string, string, string, string];
    await world.put(a, 'x', document({}));
    await world.put(a, 'y', document({}));
    await world.put(b, 'x', document({}));
    await world.put(b, 'young', document({ time: YOUNG }));
    await world.put(now, 'x', document({}));
    await indexAdmin.create(fresh, permit);
    expect(await archive.emptiedBy(order('job-1'), now)).toEqual([a]);
    await run(world, order('job-1'));
    expect(await archive.emptiedBy(order('job-1'), now)).toEqual([a]);
    await world.remove(b, 'young');
    expect(await archive.emptiedBy(order('job-2'), now)).toEqual([a, b]);
    const [other] = await archive.emptiedBy(order('job-2'), b);
    expect(other).toBe(a);
    expect(await archive.dropEmpty(await archive.emptiedBy(order('job-2'), now), 'job-2', permit)).toEqual([
      a,
      b,
    ]);
    expect(await archive.emptiedBy(order('job-3'), now)).toEqual([]);
    const names = (await world.store.indices.list(() => true)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([fresh, now]));
    expect(names).not.toContain(a);
    await run(world, restoreJob('job-1'));
    expect([...(await world.live()).keys()].sort()).toEqual([`${a}/x`, `${a}/y`, `${b}/x`, `${now}/x`]);
    expect(await archive.emptiedBy(order('job-3', { rows: { kind: 'before', before: 1 } }), now)).toEqual([]);
  });

  test('of an organization only those indices are told that its own rows left', async () => {
    const world = opened();
    const { archive } = world.store;
    const [a, b, c] = ['a', 'b', 'c'].map((end) => world.named(`achilles-results-${end}`)) as [
      string,
      string,
      string,
    ];
    await world.put(a, 'x', document({ org: 'o1' }));
    await world.put(b, 'x', document({ org: 'o2' }));
    await world.put(c, 'x', document({ org: 'o1' }));
    await world.put(c, 'y', document({ org: 'o2' }));
    const scope = { kind: 'organization', org: 'o1' } as const;
    const kept = world.named('achilles-results-none');
    expect(await archive.emptiedBy(order('job-1', { scope }), kept)).toEqual([a]);
    await run(world, order('job-1'));
    expect(await archive.emptiedBy(order('job-2', { scope }), kept)).toEqual([a, c]);
    expect(await archive.emptiedBy(order('job-2'), kept)).toEqual([a, b, c]);
  });
}
