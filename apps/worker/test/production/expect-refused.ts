import { ErrorEnvelope } from '@achilles/types';
import { expect } from 'vitest';
import type { Reply } from './api-client.ts';

/** A failure as CONTRACT section 8 has it for a store or a queue that is away: soon, in words, with when to try again. */
export function expectRefused({ status, retryAfter, seconds, body }: Reply, within: number): void {
  expect([503, 504], JSON.stringify(body)).toContain(status);
  expect(retryAfter).toBe('5');
  expect(ErrorEnvelope.parse(body).error).toContain('try again');
  expect(seconds).toBeLessThan(within);
}
