import type { Requester } from '@achilles/queue';

/** Whoever calls while there are no credentials: bound to no organization. */
export const ANONYMOUS: Requester = { requestedBy: 'anonymous' };
