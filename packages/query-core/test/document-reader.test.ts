import { describe, expect, test } from 'vitest';
import { type IndexSettings, writeIndex } from '../src/indices/index-settings.ts';
import { DocumentReader, type Outcome } from '../src/ingest/document-reader.ts';
import { lineForm } from '../src/ingest/line-form.ts';
import { splitLines } from '../src/ingest/split-lines.ts';

const SETTINGS: IndexSettings = {
  pattern: 'achilles-results-*',
  writePrefix: 'achilles-results',
  rollover: 'monthly',
};
const SOURCE = {
  routing: { event_time: '2026-04-23T10:00:00Z', oid: 'o', hostname: 'h' },
  event: { ERROR: 101 },
  f0rtika: { test_uuid: 'u', test_name: 'n' },
};
const INDEX = 'achilles-results-2026.04';
const DOCUMENT = JSON.stringify(SOURCE);
const withTest = (fields: object) => ({ ...SOURCE, f0rtika: { ...SOURCE.f0rtika, ...fields } });

async function outcomes(text: string | Buffer, settings = SETTINGS): Promise<Outcome[]> {
  const reader = new DocumentReader(settings);
  const found: Outcome[] = [];
  const input = (async function* () {
    yield Buffer.from(text);
  })();
  for await (const lines of splitLines(input)) found.push(...lines.flatMap((line) => reader.read(line)));
  return [...found, ...reader.end()];
}

const rows = async (text: string, settings = SETTINGS) =>
  (await outcomes(text, settings)).flatMap((outcome) => ('row' in outcome ? [outcome.row] : []));
const refusals = async (text: string | Buffer) =>
  (await outcomes(text)).flatMap((outcome) => ('refusal' in outcome ? [outcome.refusal] : []));
const lines = (...items: (object | string)[]) =>
  items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join('\n');

describe('the three forms of a line', () => {
  test('a search hit', async () => {
    const hit = { _index: INDEX, _id: 'a', _score: 1, sort: [1], _source: SOURCE };
    expect(await rows(lines(hit))).toMatchObject([{ index: INDEX, id: 'a', source: SOURCE }]);
  });

  test('a bulk pair', async () => {
    const text = lines({ index: { _index: INDEX, _id: 'a' } }, DOCUMENT, { create: { _id: 7 } }, DOCUMENT);
    expect(await rows(text)).toMatchObject([
      { index: INDEX, id: 'a' },
      { index: INDEX, id: '7' },
    ]);
  });

  test('a bare document gets an id from its content, whatever the order of its keys', async () => {
    const turned = JSON.stringify({ f0rtika: SOURCE.f0rtika, event: SOURCE.event, routing: SOURCE.routing });
    const [first, second, third] = await rows(lines(DOCUMENT, turned, withTest({ severity: 'high' })));
    expect(first?.id).toMatch(/^[\w-]{43}$/);
    expect(second?.id).toBe(first?.id);
    expect(third?.id).not.toBe(first?.id);
  });

  test('all of them in one file, with a byte order mark, CRLF, blank lines and no last newline', async () => {
    const text = `\ufeff${lines({ _source: SOURCE }, '', { index: {} }, '  ', DOCUMENT, DOCUMENT).replaceAll('\n', '\r\n')}`;
    expect((await rows(text)).length).toBe(3);
    expect(await refusals(text)).toEqual([]);
  });

  test('unknown fields are kept', async () => {
    const source = { ...SOURCE, agent: { tags: [''] }, note: '' };
    expect(await rows(lines(source))).toMatchObject([{ source }]);
  });
});

describe('where a row goes', () => {
  test.each([
    ['monthly', 'achilles-results-2026.04'],
    ['daily', 'achilles-results-2026.04.23'],
    ['none', 'achilles-results'],
  ] as const)('%s', (rollover, expected) => {
    expect(writeIndex({ ...SETTINGS, rollover }, Date.parse('2026-04-23T23:59:59Z'))).toBe(expected);
  });

  test('by the time of the execution in UTC', async () => {
    const source = { ...SOURCE, routing: { event_time: '2026-05-01T01:00:00+02:00' } };
    expect(await rows(lines(source))).toMatchObject([{ index: 'achilles-results-2026.04' }]);
  });
});

describe('empty strings', () => {
  test('are dropped from fields that mean something', async () => {
    const source = withTest({ severity: '', tags: ['', 'a'], techniques: '' });
    expect(await rows(lines(source))).toMatchObject([
      { source: withTest({ tags: ['a'] }), execution: { severity: null, tags: ['a'], techniques: [] } },
    ]);
  });

  test('make a required field missing', async () => {
    expect(await refusals(lines(withTest({ test_name: '' })))).toEqual([
      { line: 1, reason: 'f0rtika.test_name missing: such a row is never counted' },
    ]);
  });
});

describe('refused by number and reason', () => {
  const hit = (fields: object) => ({ _id: 'a', _source: SOURCE, ...fields });
  test.each<[string, object | string]>([
    ['is not valid JSON', '{"a":'],
    ['is not a JSON object', '[1]'],
    ['is not a JSON object', 'null'],
    ['is nested more than 1000 levels deep', `{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['_source is not an object', { _id: 'a', _source: null }],
    [
      'has _id or _index but no _source; a search hit carries its document in _source',
      { _id: 'a', ...SOURCE },
    ],
    ['event.ERROR missing: the row would have no outcome', { ...SOURCE, event: {} }],
    [
      'routing.event_time, f0rtika.test_uuid missing: such a row is never counted',
      { event: { ERROR: 1 }, f0rtika: { test_name: 'n' } },
    ],
    [
      'routing.hostname is given both nested and dotted with different values',
      { ...SOURCE, 'routing.hostname': 'x' },
    ],
    [
      'routing.event_time must be an ISO-8601 time or epoch milliseconds, not "soon"',
      { ...SOURCE, routing: { event_time: 'soon' } },
    ],
    [
      "_index 'other-1' is outside the read pattern achilles-results-*, so the row would never be counted",
      hit({ _index: 'other-1' }),
    ],
    [
      "_index 'archived-achilles-results' is outside the read pattern achilles-results-*, so the row would never be counted",
      hit({ _index: 'archived-achilles-results' }),
    ],
    [
      "_index 'achilles-results-A' can't be the name of an index: it holds upper case, a blank or one of \\ / * ? \" < > | , # :",
      hit({ _index: 'achilles-results-A' }),
    ],
    ['_index is not a string', hit({ _index: 5 })],
    ['_id is neither a string nor a whole number', hit({ _id: 1.5 })],
    ['_id is empty; leave it out to have one made from the content', hit({ _id: '' })],
    ['_id is longer than 512 bytes', hit({ _id: 'é'.repeat(257) })],
  ])('%s', async (reason, line) => {
    expect(await refusals(lines(DOCUMENT, line))).toEqual([{ line: 2, reason }]);
  });

  test('bytes that are no UTF-8', async () => {
    expect(await refusals(Buffer.from([0x7b, 0xff, 0x7d]))).toEqual([
      { line: 1, reason: 'is not valid UTF-8' },
    ]);
  });

  test('deletes and updates, with the source line of an update', async () => {
    const text = lines({ delete: { _id: 'a' } }, { update: { _id: 'a' } }, { doc: {} }, DOCUMENT);
    expect(await refusals(text)).toEqual([
      { line: 1, reason: 'an import stores documents; it can not delete' },
      { line: 2, reason: 'an import stores whole documents; it can not update' },
    ]);
    expect(await rows(text)).toHaveLength(1);
  });

  test('an action without its source line, which costs no other line', async () => {
    const text = lines({ index: { _id: 'a' } }, { index: { _id: 'b' } }, DOCUMENT, { create: {} });
    expect(await rows(text)).toMatchObject([{ id: 'b' }]);
    expect(await refusals(text)).toEqual([
      { line: 1, reason: 'its index action has no source line' },
      { line: 4, reason: 'its create action has no source line' },
    ]);
  });

  test('the action whose index is not read, once for the pair', async () => {
    const text = lines({ index: { _index: 'other' } }, DOCUMENT);
    expect((await refusals(text)).map(({ line }) => line)).toEqual([1]);
    expect(await rows(text)).toEqual([]);
  });
});

test('lines are the same wherever the pieces of a stream are cut', async () => {
  const bytes = Buffer.from('{"a":"é💥"}\r\n\n{"b":2}\n{"c":3}');
  for (let size = 1; size <= bytes.length; size++) {
    const input = (async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    })();
    const found = [];
    for await (const some of splitLines(input)) found.push(...some);
    expect(found).toEqual([
      { number: 1, text: '{"a":"é💥"}' },
      { number: 3, text: '{"b":2}' },
      { number: 4, text: '{"c":3}' },
    ]);
  }
});

test.each([
  ['{"a":"T\\ud800"}', 'refused'],
  ['{"\\udc00":1}', 'refused'],
  ['{"a":"\\ud83d\\ude00"}', 'document'],
  ['{"a":"\\\\ud800"}', 'document'],
])('%s with halves of surrogate pairs is %s', (text, form) => {
  expect(lineForm(text).form).toBe(form);
});
