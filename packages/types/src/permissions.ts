/** What a caller must be allowed to do (CONTRACT section 7). */
export const PERMISSIONS = [
  'analytics:dashboards:read',
  'analytics:executions:archive',
  'analytics:executions:write',
  'analytics:index:create',
  'analytics:risk:read',
  'analytics:risk:write',
] as const;
export type Permission = (typeof PERMISSIONS)[number];
