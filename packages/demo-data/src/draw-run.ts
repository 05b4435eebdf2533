import { EXIT_CODES, PROTECTED_CODES } from '@achilles/types';
import { attackBundles } from './catalog/attack-bundles.ts';
import { hygieneBundles } from './catalog/hygiene-bundles.ts';
import type { OrganizationProfile } from './catalog/organizations.ts';
import { standaloneTests } from './catalog/standalone-tests.ts';
import { TECHNIQUE_TACTICS, type Technique } from './catalog/techniques.ts';
import type { DemoLine, DemoTestFields } from './demo-line.ts';
import type { Fleet, Host } from './fleet.ts';
import { drawUuid, uuidOfText } from './make-uuid.ts';
import { drawOutcome } from './outcome.ts';
import { hashText, type Random } from './random.ts';

/** When and where a run takes place. */
export interface RunPlace {
  readonly fleet: Fleet;
  readonly host: Host;
  readonly time: number;
  /** Days since the first one; what the organization has learned grows with it. */
  readonly day: number;
}

/** A row of a run, and whether Defender's detection is written into it later. */
export interface DemoRow {
  readonly line: DemoLine;
  readonly detectedLater: boolean;
}

type Template = Omit<DemoTestFields, 'is_protected' | 'error_name'>;

/** A row before its outcome: its constant fields and what its chances depend on. */
interface Check {
  readonly template: Template;
  readonly hash: number;
  readonly regresses: boolean;
  readonly bonus: number;
  /** What follows the run's id in the row's id. */
  readonly idSuffix: string;
}

/** The tests of a run: one, or all of a bundle. */
export interface RunKind {
  readonly checks: readonly Check[];
  /** How far luck that all checks share moves their log-odds. */
  readonly sharedLuck: number;
}

const tactics = (techniques: readonly Technique[]) => [
  ...new Set(techniques.map((id) => TECHNIQUE_TACTICS[id])),
];
const rating = (hash: number): number => Math.round(60 + (hash % 40)) / 10;
const complexity = (hash: number): string => ['low', 'medium', 'high'][hash % 3] ?? 'low';
const regresses = (techniques: readonly Technique[]): boolean => tactics(techniques).includes('execution');

export const standaloneRuns: readonly RunKind[] = standaloneTests.map((test) => {
  const hash = hashText(test.name);
  const template: Template = {
    test_uuid: uuidOfText(test.name),
    test_name: test.name,
    category: test.category,
    ...(test.subcategory === undefined ? {} : { subcategory: test.subcategory }),
    severity: test.severity,
    target: test.tags.includes('linux') ? 'linux-endpoint' : 'windows-endpoint',
    complexity: complexity(hash),
    ...(test.threatActor === undefined ? {} : { threat_actor: test.threatActor }),
    techniques: test.techniques,
    tactics: tactics(test.techniques),
    tags: test.tags,
    score: rating(hash),
  };
  const check = { template, hash, regresses: regresses(test.techniques), bonus: 0, idSuffix: '' };
  return { checks: [check], sharedLuck: 0 };
});

export const attackRuns: readonly RunKind[] = attackBundles.map((bundle) => {
  const bundleId = uuidOfText(bundle.name);
  const checks = bundle.stages.map((stage): Check => {
    const template: Template = {
      test_uuid: `${bundleId}::${stage.id}`,
      test_name: stage.name,
      category: 'intel-driven',
      subcategory: bundle.subcategory,
      severity: stage.severity,
      target: bundle.tags.includes('linux') ? 'linux-endpoint' : 'windows-endpoint',
      complexity: 'high',
      threat_actor: bundle.threatActor,
      techniques: [stage.technique],
      tactics: tactics([stage.technique]),
      tags: bundle.tags,
      bundle_id: bundleId,
      bundle_name: bundle.name,
      control_id: stage.id,
      control_validator: 'attack-stage',
      is_bundle_control: true,
    };
    const idSuffix = `::${stage.id}`;
    return {
      template,
      hash: hashText(stage.name),
      regresses: regresses([stage.technique]),
      bonus: 1.1,
      idSuffix,
    };
  });
  return { checks, sharedLuck: 4 };
});

const HYGIENE_SEVERITIES = ['medium', 'low', 'high', 'low', 'medium', 'info'] as const;

export const hygieneRuns: readonly RunKind[] = hygieneBundles.map((bundle) => ({
  sharedLuck: 0.5,
  checks: bundle.controls.map((name, i): Check => {
    const controlId = `c${String(i + 1).padStart(2, '0')}`;
    const template: Template = {
      test_uuid: `${bundle.id}::${controlId}`,
      test_name: name,
      category: 'cyber-hygiene',
      subcategory: bundle.subcategory,
      severity: HYGIENE_SEVERITIES[i % HYGIENE_SEVERITIES.length] ?? 'low',
      target: 'windows-endpoint',
      tags: ['hygiene'],
      bundle_id: bundle.id,
      bundle_name: bundle.name,
      control_id: controlId,
      control_validator: bundle.validator,
      is_bundle_control: true,
    };
    return { template, hash: hashText(name), regresses: false, bonus: 0.7, idSuffix: `::${controlId}` };
  }),
}));

const NAMES: Readonly<Record<number, { readonly name: string }>> = EXIT_CODES;
const REGRESSION_DAYS = { first: 62, last: 73 };

function asOlderAgentsWrite({ target, complexity: _, score, ...template }: Template): Template {
  const { techniques } = template;
  const only = techniques?.length === 1 ? techniques[0] : undefined;
  return only === undefined ? template : { ...template, techniques: only };
}

const isRegressed = ({ regresses: can }: Check, { regression }: OrganizationProfile, day: number): boolean =>
  can && regression && day >= REGRESSION_DAYS.first && day <= REGRESSION_DAYS.last;

const indexOf = (time: string): string => `achilles-results-${time.slice(0, 7).replace('-', '.')}`;

/** Draws every row of one run; all of them share time, host and organization. */
export function drawRun(random: Random, { checks, sharedLuck }: RunKind, place: RunPlace): DemoRow[] {
  const { organization } = place.fleet;
  const time = new Date(place.time).toISOString();
  const task = drawUuid(random);
  const luck = (random.next() - 0.5) * sharedLuck;
  const learned = organization.strength + (organization.improvement * place.day) / 90;
  return checks.map((check) => {
    const { code, detectedLater } = drawOutcome(random, {
      strength: learned + luck + check.bonus,
      testHash: check.hash,
      hostHash: place.host.hash,
      regressed: isRegressed(check, organization, place.day),
    });
    const template = organization.legacyAgent ? asOlderAgentsWrite(check.template) : check.template;
    const named = NAMES[code];
    const f0rtika: DemoTestFields = {
      ...template,
      is_protected: PROTECTED_CODES.includes(code),
      ...(named === undefined ? {} : { error_name: named.name }),
    };
    const routing = { event_time: time, oid: organization.uuid, hostname: place.host.name };
    const source = { routing, event: { ERROR: code }, f0rtika };
    return { line: { _index: indexOf(time), _id: task + check.idSuffix, _source: source }, detectedLater };
  });
}
