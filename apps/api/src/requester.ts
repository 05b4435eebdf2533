import type { Requester } from '@achilles/queue';
import { PERMISSIONS, type Permission } from '@achilles/types';

/** Who calls, and what that lets it do. */
export interface Caller extends Requester {
  readonly permissions: ReadonlySet<Permission>;
}

/** Whoever calls while there are no credentials: an admin, bound to no organization. */
export const ANONYMOUS: Caller = { requestedBy: 'anonymous', permissions: new Set(PERMISSIONS) };
