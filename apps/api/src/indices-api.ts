import { type IndexListContext, listIndices } from '@achilles/query-core';
import { OPERATIONS } from '@achilles/types';
import type Router from '@koa/router';
import { callerSignal } from './caller-signal.ts';
import { mountOperation } from './mount-operation.ts';

/** What tells of indices. */
export interface IndicesDependencies {
  readonly indices: IndexListContext;
}

/** Mounts what tells of indices (CONTRACT section 4). */
export function mountIndices(router: Router, { indices }: IndicesDependencies): void {
  mountOperation(router, OPERATIONS.listIndices, async ({ parameters }, ctx) => {
    const { pattern } = parameters;
    return { indices: await listIndices(indices, { pattern, signal: callerSignal(ctx) }) };
  });
}
