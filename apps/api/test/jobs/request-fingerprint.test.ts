import { expect, test } from 'vitest';
import { jsonFingerprint, UploadFingerprint } from '../../src/jobs/request-fingerprint.ts';

const of = (text: string) => jsonFingerprint(JSON.parse(text));

test('the same JSON has the same fingerprint, however it is written', () => {
  expect(of('{"a":1,"b":{"d":[1,{"y":1,"x":2}],"c":"2"}}')).toBe(
    of('{ "b": {"c": "\\u0032", "d": [1.0, {"x": 2, "y": 1}]},\n "a": 1e0 }'),
  );
  expect(of('{}')).toMatch(/^[0-9a-f]{64}$/);
});

test('other JSON has another one', () => {
  const texts = [
    '{}',
    '[]',
    'null',
    '""',
    '"null"',
    '{"a":1}',
    '{"a":"1"}',
    '{"a":null}',
    '{"a":[1]}',
    '{"a":{"b":1}}',
    '{"a":["b",1]}',
    '{"a":[["b",1]]}',
    '{"pairs":[["a",1]]}',
    '{"1":1,"a":1}',
    '{"a":[1,2]}',
    '{"a":[2,1]}',
    '{"__proto__":1}',
  ];
  expect(new Set(texts.map(of)).size).toBe(texts.length);
});

async function ofUpload(parameters: Record<string, unknown>, ...chunks: string[]): Promise<string> {
  const fingerprint = new UploadFingerprint(parameters);
  const bytes = (async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk);
  })();
  let text = '';
  for await (const chunk of fingerprint.of(bytes)) text += Buffer.from(chunk).toString();
  expect(text).toBe(chunks.join(''));
  return fingerprint.digest();
}

test('an upload is told by its parameters and its bytes, however they arrive', async () => {
  const first = await ofUpload({ strict: false }, 'ab', 'c');
  expect(await ofUpload({ strict: false }, 'a', 'bc')).toBe(first);
  expect(await ofUpload({ strict: true }, 'ab', 'c')).not.toBe(first);
  expect(await ofUpload({ strict: false }, 'ab', 'd')).not.toBe(first);
});
