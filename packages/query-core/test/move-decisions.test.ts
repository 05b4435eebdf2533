import { describe, expect, test } from 'vitest';
import {
  type ArchiveNote,
  archivedText,
  archiveId,
  readArchived,
} from '../src/stores/elasticsearch/archive/archive-document.ts';
import { ARCHIVE_MAPPING, refuseOtherMapping } from '../src/stores/elasticsearch/archive/archive-mapping.ts';
import { judgeDeletion } from '../src/stores/elasticsearch/archive/judge-deletion.ts';
import { MoveTally } from '../src/stores/elasticsearch/archive/move-tally.ts';
import { othersSearched } from '../src/stores/elasticsearch/archive/pace.ts';
import { parseLosslessly } from '../src/stores/elasticsearch/client/parse-losslessly.ts';
import type { FieldCapabilities } from '../src/stores/elasticsearch/indices/field-capabilities.ts';
import { RESULTS_MAPPING } from '../src/stores/elasticsearch/indices/results-mapping.ts';

const NOTE: ArchiveNote = {
  index: 'i',
  id: 'x',
  job: 'j',
  batch: 3,
  archived_at: '2026-01-01T00:00:00.000Z',
  first: true,
};

describe('JSON with numbers as they were written', () => {
  test.each([
    '{"n":12345678901234567890}',
    '{"n":1.10}',
    '{"n":[1.0,-0,1e5,1E400,-1.5e-7]}',
    '{"n":0.00000001,"m":0.000001}',
    '{"n":123456789012345.678}',
    '{"n":9007199254740993}',
    '{"t":"1.10","u":"10:00:00.000","n":10,"m":-10.05}',
    '{"__proto__":{"n":1.10},"a":[{"n":-0}]}',
    '[-0]',
    '{"n": 1.50 }',
  ])('%s', (text) => {
    expect(JSON.stringify(parseLosslessly(text))).toBe(text.replaceAll(/(?<=[:}\d]) +| +(?=[}\d])/g, ''));
  });

  test('texts without such numbers are plain values', () => {
    expect(parseLosslessly('{"n":1.5,"s":"1.10"}')).toEqual({ n: 1.5, s: '1.10' });
  });
});

describe('archived documents', () => {
  test.each([
    '{}',
    '{"a":1.10}',
    '{"a":1,"achilles_archive":[1.10],"z":2}',
    '{"x":{"achilles_archive":1}}',
    '{"achilles_archive.id":1.10}',
    '{"a":1,"achilles_archive.index":"i","achilles_archive":{"job":[1.10]},"z":2,"achilles_archive.job":null}',
    '{"x":{"achilles_archive.id":1},"achilles_archives":2}',
  ])('%s is given back as it was', (text) => {
    const archived = parseLosslessly<Readonly<Record<string, unknown>>>(archivedText(text, NOTE));
    const read = readArchived(archived);
    expect(read?.text).toBe(text);
    expect(read?.note).toMatchObject(NOTE);
    expect(Object.keys(archived).filter((key) => key.startsWith('achilles_archive.'))).toEqual([]);
  });

  test('a document that nothing is noted of is none', () => {
    expect(readArchived({ a: 1 })).toBeNull();
    expect(readArchived({ achilles_archive: 'mine' })).toBeNull();
  });

  test('ids keep index and id apart, also where both together are too long for one', () => {
    expect(archiveId('i', 'a/b')).toBe('i/a/b');
    const long = 'ü'.repeat(256);
    expect(archiveId('i', long)).toMatch(/^#[0-9a-f]{64}$/);
    expect(archiveId('i', long)).not.toBe(archiveId('j', long));
    expect(archiveId('i', 'x'.repeat(510))).toBe(`i/${'x'.repeat(510)}`);
  });
});

describe('a deletion', () => {
  const none = { deleted: false, isThere: false, inDoubt: false, isNew: false };
  test.each([
    [{ ...none, deleted: true }, 'moved'],
    [{ ...none, isThere: true, inDoubt: true }, 'again'],
    [{ ...none, inDoubt: true, isNew: true }, 'moved'],
    [{ ...none, isNew: true }, 'ended'],
    [none, 'taken'],
  ])('%j is %s', (deletion, verdict) => {
    expect(judgeDeletion(deletion)).toBe(verdict);
  });
});

describe('readers are let go first', () => {
  const activity = (answered: number, underWay = 0) => ({ answered, underWay, primaries: new Map() });
  test.each([
    [activity(10), activity(15), 5, false],
    [activity(10), activity(16), 5, true],
    [activity(10), activity(15, 1), 5, true],
    [null, activity(15), 5, true],
    [activity(10), null, 5, true],
  ])('%#', (before, now, own, others) => {
    expect(othersSearched(before, now, own)).toBe(others);
  });
});

test('counts go on from those of an earlier run, with the first 1,000 errors', () => {
  const first = new MoveTally();
  first.moved('b', 10);
  first.moved('a', 5);
  first.conflict();
  const tally = new MoveTally(first.counts);
  tally.moved('a', 5);
  for (let i = 0; i < 1_001; i++) tally.skipped({ index: 'a', id: String(i), reason: 'no' });
  const { errors, ...counts } = tally.counts;
  expect(errors).toHaveLength(1_000);
  expect(counts).toEqual({
    moved: 3,
    skipped: 1_001,
    conflicts: 1,
    bytes: 20,
    perIndex: [
      { index: 'a', rows: 2, bytes: 10 },
      { index: 'b', rows: 1, bytes: 10 },
    ],
  });
});

describe('the mapping of an archive', () => {
  const fit = (): Record<string, FieldCapabilities[string]> => {
    const fields: Record<string, FieldCapabilities[string]> = {};
    const walk = (properties: object, prefix: string) => {
      for (const [name, mapped] of Object.entries(properties) as [
        string,
        { type?: string; properties?: object },
      ][])
        if (mapped.properties !== undefined) walk(mapped.properties, `${prefix}${name}.`);
        else fields[`${prefix}${name}`] = { [mapped.type ?? '']: { aggregatable: true } };
    };
    walk(ARCHIVE_MAPPING.properties, '');
    return fields;
  };
  const check = (fields: FieldCapabilities) =>
    refuseOtherMapping('archived-a', { fields, indices: ['archived-a'] });

  test('is that of results with what is noted', () => {
    expect(ARCHIVE_MAPPING.properties).toMatchObject(RESULTS_MAPPING.properties);
    expect(() => check(fit())).not.toThrow();
  });

  test.each([
    [
      'achilles_archive.job',
      { text: { aggregatable: false } },
      /achilles_archive\.job must be mapped as keyword, and archived-a maps it as text/,
    ],
    [
      'achilles_archive.batch',
      {},
      /achilles_archive\.batch must be mapped as long, and archived-a does not map it/,
    ],
    ['routing.event_time', { keyword: { aggregatable: true } }, /routing\.event_time can't be read exactly/],
    [
      'f0rtika.test_uuid',
      {},
      /f0rtika\.test_uuid must be mapped as results are, and archived-a does not map it/,
    ],
  ])('is refused where %s is %j', (path, types, message) => {
    expect(() => check({ ...fit(), [path]: types })).toThrow(message);
  });
});
