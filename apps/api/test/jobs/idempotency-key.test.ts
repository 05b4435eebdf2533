import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { ApiError } from '@achilles/types';
import { expect, test } from 'vitest';
import { idempotencyKey } from '../../src/jobs/idempotency-key.ts';

/** A request with these headers, as Node.js reads them. */
function request(...values: string[]): IncomingMessage {
  const message = new IncomingMessage(new Socket());
  message.headersDistinct['idempotency-key'] = values.length === 0 ? undefined : values;
  return message;
}

test('a request need not have one', () => {
  expect(idempotencyKey(request())).toBeNull();
});

test.each(['a', '8e03978e-40d5-43dd-bc93-6894a57f9324', '"quoted, key"', '~'.repeat(255)])(
  '%s is one',
  (key) => {
    expect(idempotencyKey(request(key))).toBe(key);
  },
);

test.each([
  ['none of characters', ['']],
  ['one of 256 characters', ['k'.repeat(256)]],
  ['one with a tab', ['a\tb']],
  ['one with an accent', ['clé']],
  ['two of them', ['a', 'a']],
])('%s is refused by name', (_, values) => {
  expect(() => idempotencyKey(request(...values))).toThrow(ApiError);
  expect(() => idempotencyKey(request(...values))).toThrow('Idempotency-Key must be one value of 1 to 255');
});
