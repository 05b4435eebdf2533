import type { Rng } from './rng.ts';
import type { BundleTemplate, TestTemplate } from './vocabulary.ts';

/** A document's fields by their dotted path, before they are laid out nested or dotted. */
export type ExecutionFields = Record<string, unknown>;

/** Where and when a run finished; a missing org or host is left out. */
export interface RunPlace {
  readonly org?: string;
  readonly hostname?: string;
  readonly time: number;
}

const PROTECTED = [105, 126, 127];
const NAMES: Readonly<Record<number, string>> = {
  101: 'Unprotected',
  126: 'ExecutionPrevented',
  0: 'NormalExit',
};

function randomCode(rng: Rng): number | undefined {
  return rng.weighted<number | undefined>([
    [32, 101],
    [36, rng.pick(PROTECTED)],
    [12, rng.pick([0, 0, 1, 259, 999])],
    [4, 200],
    [5, rng.pick([7, 42, -1, 137, -1073741510])],
    [2, undefined],
  ]);
}

/** A time as writers store it: ISO with or without milliseconds, with an offset, or epoch milliseconds. */
function randomTimeText(rng: Rng, time: number): string | number {
  const iso = new Date(time).toISOString();
  const shifted = (hours: number) => new Date(time + hours * 3_600_000).toISOString().slice(0, -1);
  return rng.weighted<string | number>([
    [6, iso],
    [2, iso.replace('.000Z', 'Z')],
    [1, `${shifted(2)}+02:00`],
    [1, `${shifted(-4.5)}-04:30`],
    [1, time],
  ]);
}

function listOrBare(rng: Rng, values: readonly string[] | undefined): unknown {
  if (values === undefined) return undefined;
  const [only] = values;
  if (values.length === 1 && rng.chance(0.5)) return only;
  return rng.chance(0.1) ? [...values, ...values] : values;
}

function maybe<T>(rng: Rng, probability: number, value: T): T | undefined {
  return rng.chance(probability) ? value : undefined;
}

function outcomeFields(rng: Rng): ExecutionFields {
  const code = randomCode(rng);
  const flagged = code !== undefined && PROTECTED.includes(code) !== rng.chance(0.04);
  const usual = code === undefined ? undefined : NAMES[code];
  return {
    'event.ERROR': code,
    'f0rtika.is_protected': maybe(rng, 0.95, flagged),
    'f0rtika.defender_detected': rng.weighted([
      [15, true],
      [5, false],
      [80, undefined],
    ]),
    'f0rtika.defender_stage_detected': maybe(rng, 0.1, rng.chance(0.5)),
    'f0rtika.error_name': rng.weighted([
      [70, usual],
      [15, undefined],
      [10, rng.pick(['Odd', 'Odder', 'Unknown (42)', 'a,b'])],
      [1, ''],
    ]),
    'f0rtika.score': maybe(rng, 0.3, rng.between(0, 200) / 8),
  };
}

function templateFields(rng: Rng, template: TestTemplate): ExecutionFields {
  return {
    'f0rtika.test_uuid': template.uuid,
    'f0rtika.test_name': template.name,
    'f0rtika.category': template.category,
    'f0rtika.subcategory': template.subcategory,
    'f0rtika.severity': rng.chance(0.04) ? 'high' : template.severity,
    'f0rtika.techniques': listOrBare(rng, template.techniques),
    'f0rtika.tactics': listOrBare(rng, rng.sample(['execution', 'impact'], rng.between(0, 2))),
    'f0rtika.tags': listOrBare(rng, template.tags),
    'f0rtika.threat_actor': template.threatActor,
    'f0rtika.target': maybe(rng, 0.3, 'windows'),
    'f0rtika.complexity': maybe(rng, 0.3, rng.pick(['low', 'high'])),
  };
}

/** The fields of one execution. */
export function executionFields(
  rng: Rng,
  template: TestTemplate,
  { org, hostname, time }: RunPlace,
): ExecutionFields {
  return {
    'routing.event_time': randomTimeText(rng, time),
    'routing.oid': org,
    'routing.hostname': hostname,
    ...outcomeFields(rng),
    ...templateFields(rng, template),
  };
}

/** What bundle controls add; now and then a writer forgot the bundle's id or the flag. */
export function controlFields(rng: Rng, bundle: BundleTemplate, control: TestTemplate): ExecutionFields {
  return {
    'f0rtika.bundle_id': maybe(rng, 0.98, bundle.id),
    'f0rtika.bundle_name': maybe(rng, 0.97, bundle.name),
    'f0rtika.control_id': control.controlId,
    'f0rtika.control_validator': maybe(rng, 0.3, 'validator'),
    'f0rtika.is_bundle_control': rng.weighted([
      [97, true],
      [2, false],
      [1, undefined],
    ]),
  };
}
