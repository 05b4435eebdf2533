import { expect, test } from 'vitest';
import type { ArchiveWorld } from './archive-world.ts';
import { archiveBefore, restoreJob, run } from './moves.ts';

const FIELDS =
  '"routing":{"event_time":"2025-06-01T10:00:00.000Z","oid":"o1"},"f0rtika":{"test_uuid":"u","test_name":"T"}';
const DOCUMENTS: Readonly<Record<string, string>> = {
  'numbers beyond doubles': `{${FIELDS},"n":[12345678901234567890,1.10,-0,1e400,0.00000001,1.0,100,-7.50]}`,
  'a prototype key': `{"__proto__":{"x":1},${FIELDS},"deep":{"__proto__":[1.10]}}`,
  'the key of notes': `{"a":1,"achilles_archive":{"index":"own","job":7},${FIELDS},"z":1.10}`,
  'the key of notes as a scalar': `{${FIELDS},"achilles_archive":"mine"}`,
  'the key of notes as null': `{${FIELDS},"achilles_archive":null}`,
  'the key of notes deeper': `{${FIELDS},"deep":{"achilles_archive":1}}`,
  unicode: `{${FIELDS},"ü😀":"\\u0000 \\ud800 \\"quoted\\" 日本"}`,
  'a time in milliseconds': `{"routing":{"event_time":1748772000000},"event":{"ERROR":"105"},"f0rtika":{"test_uuid":["u"],"test_name":"T"},"x":[]}`,
  ['i'.repeat(512)]: `{${FIELDS}}`,
  'ü/::/ #': `{${FIELDS}}`,
};
const UNCOUNTED: Readonly<Record<string, string>> = {
  'no test': '{"routing":{"event_time":"2025-06-01T10:00:00.000Z"},"f0rtika":{"test_uuid":"u"}}',
  'no time': '{"f0rtika":{"test_uuid":"u","test_name":"T"}}',
  empty: '{}',
};

/** What stores that keep documents as they were sent do with them. */
export function exactContract(opened: () => ArchiveWorld): void {
  test('documents of any content are archived and restored as they were, and rows that are not counted stay', async () => {
    const world = opened();
    if (!world.keepsText) return;
    const a = world.named('achilles-results-a');
    for (const [id, text] of Object.entries({ ...DOCUMENTS, ...UNCOUNTED })) await world.put(a, id, text);
    const before = await world.live();
    const counted = Object.keys(DOCUMENTS).length;
    expect((await run(world, archiveBefore('job-1'))).moved).toBe(counted);
    const archived = await world.archived();
    expect(archived.size).toBe(counted);
    for (const [key, text] of archived) expect(text, key).toBe(before.get(key));
    expect([...(await world.live()).keys()].sort()).toEqual(
      Object.keys(UNCOUNTED)
        .map((id) => `${a}/${id}`)
        .sort(),
    );
    expect(await run(world, restoreJob('job-1'))).toMatchObject({ moved: counted, skipped: 0 });
    expect((await world.archived()).size).toBe(0);
    expect(await world.live()).toEqual(before);
  });
}
