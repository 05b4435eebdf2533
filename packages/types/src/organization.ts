import { z } from 'zod';

/** The names of an organization, as the file `ORGANIZATIONS_FILE` lists them. */
export const Organization = z.object({ uuid: z.string(), shortName: z.string(), fullName: z.string() });
export type Organization = z.infer<typeof Organization>;

const SHORT_NAME_LENGTH = 8;

/** The short name of an organization id: the configured one, else its first 8 characters (CONTRACT section 4). */
export const shortNameOf = (id: string, organizations: readonly Organization[]): string =>
  organizations.find(({ uuid }) => uuid === id)?.shortName ?? [...id].slice(0, SHORT_NAME_LENGTH).join('');

/** The same for many rows: each id is looked up once. */
export function shortNames(organizations: readonly Organization[]): (id: string) => string {
  const known = new Map<string, string>();
  return (id) => {
    const name = known.get(id) ?? shortNameOf(id, organizations);
    known.set(id, name);
    return name;
  };
}

/** The full name of an organization id: the configured one, else the id (CONTRACT section 4). */
export const fullNameOf = (id: string, organizations: readonly Organization[]): string =>
  organizations.find(({ uuid }) => uuid === id)?.fullName ?? id;
