/** What a caller must be allowed to do (CONTRACT section 7). */
export const PERMISSIONS = ['analytics:dashboards:read'] as const;
export type Permission = (typeof PERMISSIONS)[number];
