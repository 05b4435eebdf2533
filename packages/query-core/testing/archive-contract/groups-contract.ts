import { readExecution } from '@achilles/types';
import { expect, test } from 'vitest';
import { groupKey } from '../../src/plan/group-key.ts';
import type { Move } from '../../src/ports/result-archive.ts';
import type { ArchiveWorld } from './archive-world.ts';
import { archiveBefore, document, run } from './moves.ts';

const bundle = (id: string, category = 'x') => ({ bundle_id: id, is_bundle_control: true, category });

/** What every store must do when groups are archived by their keys. */
export function groupsContract(opened: () => ArchiveWorld): void {
  test('groups are archived by the keys that are computed of their rows', async () => {
    const world = opened();
    const a = world.named('achilles-results-a');
    const documents: Record<string, string> = {
      'b1 of h1': document({ host: 'h1', more: bundle('b1') }),
      'b1 of h1 again': document({ host: 'h1', more: bundle('b1', 'cyber-hygiene') }),
      'b1 of h2': document({ host: 'h2', more: bundle('b1') }),
      'b1 later': document({ host: 'h1', time: '2025-06-01T10:00:00.001Z', more: bundle('b1') }),
      'b1 of another org': document({ host: 'h1', org: 'o2', more: bundle('b1') }),
      'x::y on z': document({ host: 'z', more: bundle('x::y') }),
      'x on y::z': document({ host: 'y::z', more: bundle('x') }),
      'no host': document({ host: null }),
      'empty host': document({ host: '' }),
      alone: document({ host: 'h9' }),
    };
    for (const [id, text] of Object.entries(documents)) await world.put(a, id, text);
    const keyOf = (id: string) => {
      const { execution } = readExecution(JSON.parse(documents[id] ?? '{}'));
      if (execution === null) throw new Error('the row of a test must be counted');
      return groupKey(execution);
    };
    const keys = ['b1 of h1', 'x::y on z', 'no host'].map(keyOf);
    const wanted = Object.keys(documents).filter((id) => keys.includes(keyOf(id)));
    expect(wanted).toHaveLength(7);
    const move: Move = { ...archiveBefore(), direction: 'archive', rows: { kind: 'groups', keys } };
    const ofOne: Move = { ...move, scope: { kind: 'organization', org: 'o1' } };
    const mine = wanted.filter((id) => id !== 'b1 of another org');
    expect(await world.store.archive.count(ofOne)).toEqual([{ index: a, rows: mine.length }]);
    expect(await run(world, ofOne)).toMatchObject({ moved: mine.length, skipped: 0, conflicts: 0 });
    expect([...(await world.archived()).keys()].sort()).toEqual(mine.map((id) => `${a}/${id}`).sort());
    expect(await run(world, move)).toMatchObject({ moved: 1 });
    expect((await world.live()).size).toBe(Object.keys(documents).length - wanted.length);
  });
}
