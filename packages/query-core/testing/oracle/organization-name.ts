import type { World } from '../worlds/world.ts';

/** An organization's short name: the configured one, else the first 8 characters of its id (CONTRACT section 4). */
export function organizationName(world: World, org: string): string {
  const known = world.organizations.find(({ uuid }) => uuid === org);
  return known?.shortName ?? [...org].slice(0, 8).join('');
}
