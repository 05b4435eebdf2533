import type { RawDocument } from './world.ts';

/** The fixture's organizations: one with a configured name, one without. */
export const ALPHA = 'org_alpha';
export const BETA = '9634119d-fa6b-42b8-9b9b-90ad8f22e482';

/** One execution of the fixture, in short names. Null leaves a field out where it has a default. */
export interface FixtureRow {
  readonly id: string;
  /** Default `achilles-results-2026.04`. */
  readonly index?: string;
  readonly at: string | number | null;
  /** Default ALPHA. */
  readonly org?: string | null;
  /** Default `ws-1`. */
  readonly host?: string | null;
  readonly test: string | null;
  readonly uuid: string | null;
  readonly code: number | null;
  readonly detected?: boolean;
  readonly errorName?: string;
  readonly category?: string;
  readonly subcategory?: string;
  readonly severity?: string;
  readonly techniques?: string | readonly string[];
  readonly actor?: string;
  readonly tags?: string | readonly string[];
  readonly tactics?: readonly string[];
  readonly target?: string;
  readonly complexity?: string;
  readonly score?: number;
  readonly stageDetected?: boolean;
  readonly bundle?: string;
  readonly bundleName?: string;
  readonly control?: string;
  readonly validator?: string;
  readonly isControl?: boolean;
}

/** How a document spells its paths (CONTRACT section 1); `mixed` nests `routing` and dots half of the rest. */
export type FixtureLayout = 'nested' | 'dotted' | 'mixed';

function fieldsOf(row: FixtureRow): [path: string, value: unknown][] {
  const isProtected = row.code === 105 || row.code === 126 || row.code === 127;
  const fields: [string, unknown][] = [
    ['routing.event_time', row.at],
    ['routing.oid', row.org === undefined ? ALPHA : row.org],
    ['routing.hostname', row.host === undefined ? 'ws-1' : row.host],
    ['event.ERROR', row.code],
    ['f0rtika.test_uuid', row.uuid],
    ['f0rtika.test_name', row.test],
    // Missing means false, so only half of the documents need to say so.
    ['f0rtika.is_protected', isProtected || row.id.endsWith('1') ? isProtected : null],
    ['f0rtika.defender_detected', row.detected],
    ['f0rtika.error_name', row.errorName],
    ['f0rtika.category', row.category],
    ['f0rtika.subcategory', row.subcategory],
    ['f0rtika.severity', row.severity],
    ['f0rtika.techniques', row.techniques],
    ['f0rtika.threat_actor', row.actor],
    ['f0rtika.tags', row.tags],
    ['f0rtika.tactics', row.tactics],
    ['f0rtika.target', row.target],
    ['f0rtika.complexity', row.complexity],
    ['f0rtika.score', row.score],
    ['f0rtika.defender_stage_detected', row.stageDetected],
    ['f0rtika.bundle_id', row.bundle],
    ['f0rtika.bundle_name', row.bundleName],
    ['f0rtika.control_id', row.control],
    ['f0rtika.control_validator', row.validator],
    ['f0rtika.is_bundle_control', row.isControl],
  ];
  return fields.filter(([, value]) => value !== null && value !== undefined);
}

/** Makes the stored document of a fixture row. */
export function fixtureDocument(row: FixtureRow, layout: FixtureLayout): RawDocument {
  const source: Record<string, unknown> = {};
  const groups: Record<string, Record<string, unknown>> = {};
  fieldsOf(row).forEach(([path, value], at) => {
    const [group = '', field = ''] = path.split('.');
    const nests = layout === 'nested' || (layout === 'mixed' && (group === 'routing' || at % 2 === 0));
    if (!nests) source[path] = value;
    else {
      groups[group] = { ...groups[group], [field]: value };
      source[group] = groups[group];
    }
  });
  return { index: row.index ?? 'achilles-results-2026.04', id: row.id, source };
}
