import type { RawDocument } from '../worlds/world.ts';
import { errorNameOf } from './exit-codes.ts';
import { readBoolean, readNumber, readString, readStrings, readValues } from './read-source.ts';

/** A counted row (CONTRACT section 1). `time` in epoch milliseconds; `errorName` is the resolved one; missing scalars are null. */
export interface OracleRow {
  readonly index: string;
  readonly id: string;
  readonly time: number;
  readonly org: string | null;
  readonly hostname: string | null;
  readonly code: number | null;
  readonly testUuid: string;
  readonly testName: string;
  readonly isProtected: boolean;
  readonly defenderDetected: boolean;
  readonly defenderStageDetected: boolean;
  readonly errorName: string;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly severity: string | null;
  readonly target: string | null;
  readonly complexity: string | null;
  readonly threatActor: string | null;
  readonly techniques: readonly string[];
  readonly tactics: readonly string[];
  readonly tags: readonly string[];
  readonly score: number | null;
  readonly bundleId: string | null;
  readonly bundleName: string | null;
  readonly controlId: string | null;
  readonly controlValidator: string | null;
  readonly isBundleControl: boolean;
}

/** Reads a stored time: a string with an offset (none means UTC) or epoch milliseconds; fractions of a millisecond are floored. */
export function readStoredTime(value: unknown): number | null {
  if (typeof value === 'number') return Math.floor(value);
  if (typeof value !== 'string') return null;
  const hasOffset = /(?:Z|[+-]\d{2}:?\d{2})$/.test(value) || !value.includes('T');
  const time = Date.parse(hasOffset ? value : `${value}Z`);
  return Number.isNaN(time) ? null : time;
}

/** Reads a document; null when it is no counted row: without test_uuid, test_name or event_time (CONTRACT section 1). */
export function readRow(document: RawDocument): OracleRow | null {
  const { source, index, id } = document;
  const field = (name: string) => readString(source, `f0rtika.${name}`);
  const testUuid = field('test_uuid');
  const testName = field('test_name');
  const time = readStoredTime(readValues(source, 'routing.event_time')[0]);
  if (testUuid === null || testName === null || time === null) return null;
  const code = readNumber(source, 'event.ERROR');
  return {
    index,
    id,
    time,
    org: readString(source, 'routing.oid'),
    hostname: readString(source, 'routing.hostname'),
    code,
    testUuid,
    testName,
    isProtected: readBoolean(source, 'f0rtika.is_protected'),
    defenderDetected: readBoolean(source, 'f0rtika.defender_detected'),
    defenderStageDetected: readBoolean(source, 'f0rtika.defender_stage_detected'),
    errorName: errorNameOf(code, field('error_name')),
    category: field('category'),
    subcategory: field('subcategory'),
    severity: field('severity'),
    target: field('target'),
    complexity: field('complexity'),
    threatActor: field('threat_actor'),
    techniques: readStrings(source, 'f0rtika.techniques'),
    tactics: readStrings(source, 'f0rtika.tactics'),
    tags: readStrings(source, 'f0rtika.tags'),
    score: readNumber(source, 'f0rtika.score'),
    bundleId: field('bundle_id'),
    bundleName: field('bundle_name'),
    controlId: field('control_id'),
    controlValidator: field('control_validator'),
    isBundleControl: readBoolean(source, 'f0rtika.is_bundle_control'),
  };
}
