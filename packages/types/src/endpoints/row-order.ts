import { DOCUMENT_FIELDS, type FieldName } from '../document/document-fields.ts';

/** The fields that rows are sorted by, under the names that they have in answers (CONTRACT sections 4 and 9). */
const BY_ANSWER_NAME = {
  timestamp: 'event_time',
  org: 'org',
  org_id: 'org',
  test_uuid: 'test_uuid',
  test_name: 'test_name',
  hostname: 'hostname',
  is_protected: 'is_protected',
  error_code: 'error_code',
  category: 'category',
  subcategory: 'subcategory',
  severity: 'severity',
  target: 'target',
  complexity: 'complexity',
  threat_actor: 'threat_actor',
  score: 'score',
  bundle_id: 'bundle_id',
  bundle_name: 'bundle_name',
  control_id: 'control_id',
  control_validator: 'control_validator',
  is_bundle_control: 'is_bundle_control',
  defender_detected: 'defender_detected',
  defender_stage_detected: 'defender_stage_detected',
} as const satisfies Record<string, FieldName>;

/** A field that rows can be sorted by. */
export type SortField = (typeof BY_ANSWER_NAME)[keyof typeof BY_ANSWER_NAME];

/** What groups are sorted by: a field of the representative, or a count of members (CONTRACT section 4, Groups). */
export type GroupSort =
  | Extract<SortField, 'event_time' | 'hostname' | 'test_name' | 'severity'>
  | 'totalCount'
  | 'protectedCount'
  | 'unprotectedCount';

/** Which way a list is sorted; missing values come last either way. */
export const SORT_ORDERS = ['asc', 'desc'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

const withPaths = (names: Readonly<Record<string, SortField>>): Readonly<Record<string, SortField>> => ({
  ...names,
  ...Object.fromEntries(Object.values(names).map((field) => [DOCUMENT_FIELDS[field].path, field])),
});

/** Every name and document path that rows can be sorted by. */
export const ROW_SORT_NAMES = withPaths(BY_ANSWER_NAME);

const { timestamp, hostname, test_name, severity } = BY_ANSWER_NAME;
/** Every name and document path that groups can be sorted by. */
export const GROUP_SORT_NAMES: Readonly<Record<string, GroupSort>> = {
  ...(withPaths({ timestamp, hostname, test_name, severity }) as Record<string, GroupSort>),
  totalCount: 'totalCount',
  protectedCount: 'protectedCount',
  unprotectedCount: 'unprotectedCount',
};
