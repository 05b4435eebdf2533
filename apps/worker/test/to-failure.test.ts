import { StoreError, type StoreFailure } from '@achilles/query-core';
import { FinalFailure, LockLost, QueueError, RetryableFailure } from '@achilles/queue';
import { expect, test } from 'vitest';
import { toFailure } from '../src/to-failure.ts';

const secret = (failure: StoreFailure) => new StoreError(failure, 'a secret of the store');

test.each(['unavailable', 'overloaded', 'timeout', 'cancelled'] as const)('%s is waited out', (failure) => {
  const shown = toFailure(secret(failure)) as RetryableFailure;
  expect(shown).toBeInstanceOf(RetryableFailure);
  expect(shown.message).not.toContain('secret');
  expect(shown.cause).toMatchObject({ failure });
});

test('what is not there wholly is final, in the words of the store', () => {
  const shown = toFailure(new StoreError('unreadable', 'upload it again'));
  expect(shown).toBeInstanceOf(FinalFailure);
  expect(shown).toMatchObject({ message: 'upload it again' });
});

test('the queue away is waited out', () => {
  expect(toFailure(new QueueError('the job queue is not available'))).toBeInstanceOf(RetryableFailure);
});

test('what says itself what it is, or what nobody knows, stays as it is', () => {
  for (const error of [
    secret('failed'),
    new LockLost('import-1'),
    new FinalFailure('no'),
    new TypeError('x'),
  ])
    expect(toFailure(error)).toBe(error);
});
