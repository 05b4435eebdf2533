import { describe, expect, test } from 'vitest';
import { readExecution } from '../src/index.ts';

const NESTED = {
  routing: { event_time: '2026-04-23T10:20:30.500Z', oid: 'org_1', hostname: 'ws-1' },
  event: { ERROR: 101 },
  f0rtika: {
    test_uuid: 'u1',
    test_name: 'Dump, memory',
    is_protected: false,
    techniques: ['T1003', 'T1003', 'T1059.001'],
    tags: 'solo',
    score: 7.5,
  },
  agent: { version: '1' },
};
const DOTTED = {
  'routing.event_time': '2026-04-23T10:20:30.500Z',
  'routing.oid': 'org_1',
  'routing.hostname': 'ws-1',
  'event.ERROR': 101,
  'f0rtika.test_uuid': 'u1',
  'f0rtika.test_name': 'Dump, memory',
  'f0rtika.is_protected': false,
  'f0rtika.techniques': ['T1003', 'T1059.001'],
  'f0rtika.tags': ['solo'],
  'f0rtika.score': 7.5,
};
const withTest = (fields: object) => ({ ...NESTED, f0rtika: { ...NESTED.f0rtika, ...fields } });

describe('a document has one shape', () => {
  test('whether nested, dotted or mixed', () => {
    const { execution, problems } = readExecution(NESTED);
    expect(problems).toEqual([]);
    expect(readExecution(DOTTED).execution).toEqual(execution);
    const { 'routing.oid': oid, ...rest } = DOTTED;
    expect(readExecution({ ...rest, routing: { oid } }).execution).toEqual(execution);
    expect(execution).toMatchObject({
      event_time: Date.parse('2026-04-23T10:20:30.500Z'),
      org: 'org_1',
      techniques: ['T1003', 'T1059.001'],
      tags: ['solo'],
      tactics: [],
      severity: null,
      defender_detected: false,
      is_bundle_control: false,
    });
  });

  test('what is missing is null, an empty list or false, and null is missing', () => {
    const { execution } = readExecution(
      withTest({ severity: null, tags: null, techniques: [], is_protected: null, score: null }),
    );
    expect(execution).toMatchObject({
      severity: null,
      tags: [],
      techniques: [],
      is_protected: false,
      score: null,
    });
  });

  test('an empty string is a value', () => {
    expect(readExecution(withTest({ severity: '' })).execution?.severity).toBe('');
  });

  test.each([
    ['f0rtika.test_uuid', withTest({ test_uuid: null })],
    ['f0rtika.test_name', withTest({ test_name: undefined })],
    ['routing.event_time', { ...NESTED, routing: { oid: 'o' } }],
  ])('a row without %s is not counted', (path, document) => {
    expect(readExecution(document)).toMatchObject({ execution: null, missing: [path] });
  });

  test('a row without a code is counted', () => {
    expect(readExecution({ ...NESTED, event: {} }).execution).toMatchObject({ error_code: null });
  });

  test.each([
    ['a list', 1_777_000_000_123, ['2026-04-24T03:06:40.123Z'], '2026-04-24T03:06:40.123Z'],
    ['epoch milliseconds', 1_777_000_000_123, 1_777_000_000_123, '2026-04-24T03:06:40.123Z'],
    ['a fraction of a millisecond', 1_777_000_000_123, 1_777_000_000_123.9, '2026-04-24T03:06:40.123Z'],
    ['epoch milliseconds in a string', 1_777_000_000_123, '1777000000123', '2026-04-24T03:06:40.123Z'],
    ['an offset', 0, '2026-04-24T05:06:40.123+02:00', '2026-04-24T03:06:40.123Z'],
    ['nanoseconds', 0, '2026-04-24T03:06:40.123999999Z', '2026-04-24T03:06:40.123Z'],
    ['a date alone', 0, '2026-04-24', '2026-04-24T00:00:00.000Z'],
    ['no offset', 0, '2026-04-24T03:06:40.123', '2026-04-24T03:06:40.123Z'],
  ])('a time as %s', (_, __, value, expected) => {
    const { execution } = readExecution({ ...NESTED, routing: { event_time: value } });
    expect(new Date(execution?.event_time ?? 0).toISOString()).toBe(expected);
  });

  test.each(['now', 'yesterday', '2026-02-30T00:00:00Z', '2026-13-01', '2026-04-23||/d', 9e15, true])(
    'no time: %s',
    (value) => {
      const { execution, problems } = readExecution({ ...NESTED, routing: { event_time: value } });
      expect(execution).toBeNull();
      expect(problems[0]).toMatch(
        /^routing\.event_time must be an ISO-8601 time or epoch milliseconds, not /,
      );
    },
  );
});

describe('what is odd about a document is told', () => {
  test.each([
    [
      'f0rtika.severity is given both nested and dotted with different values',
      { ...withTest({ severity: 'high' }), 'f0rtika.severity': 'low' },
    ],
    [
      'f0rtika.tags is given both nested and dotted with different values',
      { ...NESTED, 'f0rtika.tags': ['solo', 'more'] },
    ],
    ['f0rtika.is_protected must be true or false, not "yes"', withTest({ is_protected: 'yes' })],
    ['event.ERROR must be a whole number, not "x"', { ...NESTED, event: { ERROR: 'x' } }],
    ['f0rtika.severity must be a string, not {"a":1}', withTest({ severity: { a: 1 } })],
    ['f0rtika.severity has more than one value', withTest({ severity: ['high', 'low'] })],
  ])('%s', (problem, document) => {
    expect(readExecution(document).problems).toContain(problem);
  });

  test('both layouts saying the same is no problem', () => {
    const both = {
      ...NESTED,
      'f0rtika.techniques': ['T1059.001', 'T1003'],
      'routing.event_time': 1_776_939_630_500,
    };
    expect(readExecution(both).problems).toEqual([]);
  });
});
