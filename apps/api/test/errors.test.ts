import { StoreError, type StoreFailure } from '@achilles/query-core';
import { QueueError } from '@achilles/queue';
import { ApiError } from '@achilles/types';
import { describe, expect, test } from 'vitest';
import { toApiError } from '../src/middleware/errors.ts';

const secret = new Error('a secret of the driver');

describe('what callers see of a failure', () => {
  const statuses: Record<StoreFailure, [number, string | undefined]> = {
    unavailable: [503, '5'],
    overloaded: [503, '5'],
    timeout: [504, '5'],
    crowded: [429, '60'],
    gone: [410, undefined],
    cancelled: [500, undefined],
    unreadable: [500, undefined],
    failed: [500, undefined],
  };
  test.each(Object.entries(statuses))('of the store: %s', (failure, [status, retryAfter]) => {
    const shown = toApiError(new StoreError(failure as StoreFailure, 'what to mend', secret));
    expect(shown.status).toBe(status);
    expect(shown.headers['Retry-After']).toBe(retryAfter);
    expect(shown.message).not.toContain('secret');
    expect(shown.message.includes('what to mend')).toBe(failure === 'unreadable');
    expect(shown.cause).toMatchObject({ failure });
  });

  test('of the queue is a 503 that says when to try again, and nothing of its engine', () => {
    const shown = toApiError(new QueueError('set its maxmemory-policy', { cause: secret }));
    expect(shown.status).toBe(503);
    expect(shown.headers['Retry-After']).toBe('5');
    expect(shown.message).toBe('the job queue is not available; try again shortly');
  });

  test('of anything else is a plain 500', () => {
    const shown = toApiError(secret);
    expect(shown.status).toBe(500);
    expect(shown.message).not.toContain('secret');
    const own = new ApiError('conflict', 'it is there already');
    expect(toApiError(own)).toBe(own);
  });
});
