import type { Rng } from './rng.ts';
import { strangeStrings } from './strange-strings.ts';

/** What a test or a control says about itself; an absent value stays out of the document. */
export interface TestTemplate {
  readonly uuid: string;
  readonly name: string;
  readonly controlId?: string;
  readonly category?: string;
  readonly subcategory?: string;
  readonly severity?: string;
  readonly techniques?: readonly string[];
  readonly threatActor?: string;
  readonly tags?: readonly string[];
}

/** A bundle with its controls: stages and, in mixed ones, hygiene controls. */
export interface BundleTemplate {
  readonly id: string;
  readonly name: string;
  readonly controls: readonly TestTemplate[];
}

/** The values a world's documents are made of. */
export interface Vocabulary {
  readonly orgs: readonly string[];
  readonly hosts: readonly string[];
  readonly tests: readonly TestTemplate[];
  readonly bundles: readonly BundleTemplate[];
}

const CATEGORIES = ['cyber-hygiene', 'intel-driven', 'mitre-top10', 'phase-aligned', 'novel', ''];
const SEVERITIES = [
  'critical',
  'high',
  'medium',
  'low',
  'info',
  'Critical',
  'odd',
  '',
  '\u{E000}',
  '\u{1F600}',
];
const TECHNIQUES = [
  'T1059',
  'T1059.001',
  'T1059.003',
  'T10590',
  'T1486',
  'T1021',
  'T1021.004',
  't1059',
  'T1,2',
];
const ACTORS = ['APT28', 'APT29', 'FIN7', 'a, b', 'Lazarus'];
const SUBCATEGORIES = ['identity', 'network', 'stage', 'a::b', 'z'];
const TAGS = ['win', 'linux', 'edr', 'a,b', ''];
/** The long ids begin with the same eight characters, and with what looks like a shorter id. */
const ORGS = [
  'org_alpha',
  'org_2aBcDeF',
  'org_2aBcDeFGh',
  '9634119d-fa6b-42b8-9b9b-90ad8f22e482',
  'a::b',
  '',
];

/** Hosts that sort one way by UTF-8 bytes and the other way by UTF-16 units. */
const DISORDERLY = ['\u{E000}', '\u{1F600}', '\u{FFFD}'];

/** Either a plain name with a number or one that breaks careless code. */
function nameOf(rng: Rng, plain: string, oddity: number): string {
  return rng.chance(oddity) ? rng.pick(strangeStrings) : `${plain}-${rng.between(1, 40)}`;
}

function traits(rng: Rng): Omit<TestTemplate, 'uuid' | 'name'> {
  return {
    ...(rng.chance(0.9) && { category: rng.pick(CATEGORIES) }),
    ...(rng.chance(0.7) && { subcategory: rng.pick(SUBCATEGORIES) }),
    ...(rng.chance(0.9) && { severity: rng.pick(SEVERITIES) }),
    ...(rng.chance(0.85) && { techniques: rng.sample(TECHNIQUES, rng.between(0, 3)) }),
    ...(rng.chance(0.5) && { threatActor: rng.pick(ACTORS) }),
    ...(rng.chance(0.5) && { tags: rng.sample(TAGS, rng.between(1, 3)) }),
  };
}

function testOf(rng: Rng, oddity: number): TestTemplate {
  return { uuid: nameOf(rng, '10c67fd9', oddity), name: nameOf(rng, 'Test', oddity), ...traits(rng) };
}

function bundleOf(rng: Rng, controls: number, oddity: number): BundleTemplate {
  const id = nameOf(rng, 'b0000000', oddity);
  const hygieneShare = rng.pick([0, 0, 0.3, 1]);
  return {
    id,
    name: nameOf(rng, 'Bundle', oddity),
    controls: Array.from({ length: controls }, (_, at) => {
      const controlId = `CTL-${at}`;
      const own = traits(rng);
      return {
        ...own,
        ...(rng.chance(hygieneShare) && { category: 'cyber-hygiene' }),
        uuid: `${id}::${controlId}`,
        name: rng.chance(0.1) ? 'Shared stage name' : nameOf(rng, `Stage ${at}`, oddity / 2),
        controlId,
      };
    }),
  };
}

/** Makes the values of a world. `breadth` is about how many hosts and tests it has; small ones make groups collide. */
export function randomVocabulary(rng: Rng, breadth: number): Vocabulary {
  const oddity = rng.pick([0.1, 0.3, 0.7]);
  const tests = Array.from({ length: breadth }, () => testOf(rng, oddity));
  const hosts = Array.from({ length: breadth }, () => nameOf(rng, 'ws', oddity));
  const first = rng.pick(tests);
  // One name with two uuids, and one uuid with two names: tests are renamed and rebuilt.
  const renamed = { ...testOf(rng, 0), uuid: first.uuid };
  const rebuilt = { ...testOf(rng, 0), name: first.name };
  return {
    orgs: rng.sample(ORGS, rng.between(1, 4)),
    hosts: [...hosts, ...(rng.chance(0.2) ? DISORDERLY : [])],
    tests: [...tests, renamed, rebuilt],
    bundles: Array.from({ length: Math.max(1, Math.round(breadth / 3)) }, () =>
      bundleOf(rng, rng.pick([1, 2, 3, 5, 12]), oddity),
    ),
  };
}
