import { compareUtf8 } from './compare-utf8.ts';
import type { OracleRow } from './oracle-row.ts';

type SortValue = string | number | null;

const RANKS: readonly string[] = ['info', 'low', 'medium', 'high', 'critical'];

/** Smaller first: unknown severities Z–A, then info to critical, the reverse of CONTRACT section 9's order. */
export function compareSeverities(a: string, b: string): number {
  const rank = RANKS.indexOf(a) - RANKS.indexOf(b);
  return rank === 0 && !RANKS.includes(a) ? compareUtf8(b, a) : rank;
}

/** What can be sorted by, under its names in answers (CONTRACT sections 4 and 9); booleans are false before true. */
const VALUES = {
  timestamp: (row) => row.time,
  org: (row) => row.org,
  org_id: (row) => row.org,
  hostname: (row) => row.hostname,
  error_code: (row) => row.code,
  test_uuid: (row) => row.testUuid,
  test_name: (row) => row.testName,
  is_protected: (row) => Number(row.isProtected),
  category: (row) => row.category,
  subcategory: (row) => row.subcategory,
  severity: (row) => row.severity,
  target: (row) => row.target,
  complexity: (row) => row.complexity,
  threat_actor: (row) => row.threatActor,
  score: (row) => row.score,
  bundle_id: (row) => row.bundleId,
  bundle_name: (row) => row.bundleName,
  control_id: (row) => row.controlId,
  control_validator: (row) => row.controlValidator,
  is_bundle_control: (row) => Number(row.isBundleControl),
  defender_detected: (row) => Number(row.defenderDetected),
  defender_stage_detected: (row) => Number(row.defenderStageDetected),
} satisfies Readonly<Record<string, (row: OracleRow) => SortValue>>;

/** A field that rows are sorted by. */
export type SortField = keyof typeof VALUES;

const PATHS: Readonly<Record<string, SortField>> = {
  'routing.event_time': 'timestamp',
  'routing.oid': 'org_id',
  'routing.hostname': 'hostname',
  'event.ERROR': 'error_code',
};
const NAMES = Object.keys(VALUES) as SortField[];
const ELSEWHERE: readonly SortField[] = [...Object.values(PATHS), 'org'];

/** The field of a name in answers or of a document path; null when rows can't be sorted by it. */
export function sortFieldOf(name: string): SortField | null {
  const path = name.replace(/^f0rtika\./, '');
  if (path !== name) return NAMES.find((field) => field === path && !ELSEWHERE.includes(field)) ?? null;
  return NAMES.find((field) => field === name) ?? (Object.hasOwn(PATHS, name) ? (PATHS[name] ?? null) : null);
}

/** Every name and path that rows can be sorted by. */
export const SORT_NAMES: readonly string[] = [
  ...NAMES,
  ...Object.keys(PATHS),
  ...NAMES.filter((field) => !ELSEWHERE.includes(field)).map((field) => `f0rtika.${field}`),
];

function compareValues(a: string | number, b: string | number, field: SortField): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return field === 'severity' ? compareSeverities(String(a), String(b)) : compareUtf8(String(a), String(b));
}

/** Compares by one field: missing values come last whichever the order is. */
export function compareByField(a: OracleRow, b: OracleRow, field: SortField, order: 'asc' | 'desc'): number {
  const left = VALUES[field](a);
  const right = VALUES[field](b);
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return order === 'asc' ? compareValues(left, right, field) : compareValues(right, left, field);
}
