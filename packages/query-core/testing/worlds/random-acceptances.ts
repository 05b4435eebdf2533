import type { Rng } from './rng.ts';
import type { TestTemplate, Vocabulary } from './vocabulary.ts';

const DAY = 86_400_000;

type Acceptance = Record<string, unknown>;

/** Each kind of reach, with or without the fields that make it odd (CONTRACT section 3). */
function reachOf(rng: Rng, hostname: string): Acceptance {
  return rng.pick<Acceptance>([
    { scope: 'global' },
    { scope: 'global' },
    { scope: 'host', hostname },
    { scope: 'host', hostname },
    { scope: 'global', hostname },
    { hostname },
    {},
    { scope: 'host' },
  ]);
}

function lifeOf(rng: Rng, now: number): Acceptance {
  return rng.weighted<Acceptance>([
    [4, { status: 'active' }],
    [2, { status: 'active', expires_at: new Date(now + rng.between(1, 30 * DAY)).toISOString() }],
    [1, { status: 'active', expires_at: new Date(now - rng.between(1, 30 * DAY)).toISOString() }],
    [
      1,
      {
        status: 'revoked',
        revoked_at: new Date(now - DAY).toISOString(),
        revoked_by: 'user_2',
        revoked_by_name: 'Second User',
        revocation_reason: 'no longer accepted',
      },
    ],
  ]);
}

function ownerOf(rng: Rng, orgs: readonly string[]): Acceptance {
  // An empty org_id would be a record of no organization that exists.
  const known = orgs.filter((org) => org !== '');
  return known.length === 0 || rng.chance(0.2) ? {} : { org_id: rng.pick(known) };
}

/** Risk acceptances of every kind over a world's tests: active, revoked, expired, legacy without org, host and global ones. */
export function randomAcceptances(rng: Rng, words: Vocabulary, now: number, count: number): Acceptance[] {
  const controls = words.bundles.flatMap((bundle) => bundle.controls);
  const targets: TestTemplate[] = [...words.tests, ...controls];
  return Array.from({ length: count }, (_, at) => {
    const target = rng.pick(targets);
    const hostname = rng.pick(words.hosts);
    return {
      acceptance_id: `acceptance-${at}`,
      test_name: target.name,
      ...ownerOf(rng, words.orgs),
      ...(rng.chance(0.3) && { control_id: target.controlId ?? 'CTL-0' }),
      ...reachOf(rng, hostname),
      justification: 'accepted for a test',
      accepted_by: 'user_1',
      accepted_by_name: 'First User',
      accepted_at: new Date(now - rng.between(1, 90) * DAY).toISOString(),
      ...lifeOf(rng, now),
    };
  });
}
