import { expect, test } from 'vitest';
import { canonicalText, parseExactly } from '../rows/exact-json.ts';

test('documents that say the same have one text, whatever the order of their fields, and no number is rounded', () => {
  const one = parseExactly('{"b":{"y":[1,{"d":1,"c":2}],"x":9007199254740993},"a":null}');
  const other = parseExactly('{"a":null,"b":{"x":9007199254740993,"y":[1,{"c":2,"d":1}]}}');
  expect(canonicalText(one)).toBe('{"a":null,"b":{"x":9007199254740993,"y":[1,{"c":2,"d":1}]}}');
  expect(canonicalText(other)).toBe(canonicalText(one));
  expect(canonicalText(parseExactly('{"x":9007199254740992}'))).not.toBe(
    canonicalText(parseExactly('{"x":9007199254740993}')),
  );
});
