import { type OrganizationProfile, organizations } from './catalog/organizations.ts';
import { hashText } from './random.ts';

/** A machine that runs tests. */
export interface Host {
  readonly name: string;
  readonly hash: number;
}

/** An organization with its machines. */
export interface Fleet {
  readonly organization: OrganizationProfile;
  readonly hosts: readonly Host[];
}

const KINDS = ['ws', 'ws', 'ws', 'lt', 'lt', 'srv'];
/** A host runs some hundred tests over the days, so that a larger data set is a larger fleet too. */
const ROWS_PER_HOST = 400;
const LEAST_HOSTS = 6;

function hostsOf({ shortName, share }: OrganizationProfile, count: number): Host[] {
  const size = Math.max(LEAST_HOSTS, Math.round((count * share) / ROWS_PER_HOST));
  return Array.from({ length: size }, (_, i) => {
    const name = `${shortName.slice(0, 3).toLowerCase()}-${KINDS[i % KINDS.length]}-${String(i + 1).padStart(3, '0')}`;
    return { name, hash: hashText(name) };
  });
}

/** The organizations and machines of a data set of that many rows. */
export const fleetsFor = (count: number): Fleet[] =>
  organizations.map((organization) => ({ organization, hosts: hostsOf(organization, count) }));
