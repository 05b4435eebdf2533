import {
  type EnrichedTestExecution,
  type ExecutionRow,
  errorNameOf,
  formatInstant,
  type RecentExecution,
} from '@achilles/types';

/** The short name of an organization, by its id. */
export type NameOf = (org: string) => string;

/** A row as `executions` answers it (CONTRACT section 4). */
export const recentRow = ({ execution }: ExecutionRow, nameOf: NameOf): RecentExecution => ({
  test_uuid: execution.test_uuid,
  test_name: execution.test_name,
  hostname: execution.hostname ?? '',
  is_protected: execution.is_protected,
  org: execution.org === null ? '' : nameOf(execution.org),
  timestamp: formatInstant(execution.event_time),
  error_code: execution.error_code,
  error_name: errorNameOf(execution.error_code, execution.error_name),
});

/** A row as pages and exports answer it (CONTRACT section 4). */
export const enrichedRow = (
  { index, id, execution }: ExecutionRow,
  nameOf: NameOf,
): EnrichedTestExecution => ({
  // One literal, without spreading the fields of `recentRow`: an export writes millions of these.
  test_uuid: execution.test_uuid,
  test_name: execution.test_name,
  hostname: execution.hostname ?? '',
  is_protected: execution.is_protected,
  org: execution.org === null ? '' : nameOf(execution.org),
  timestamp: formatInstant(execution.event_time),
  error_code: execution.error_code,
  error_name: errorNameOf(execution.error_code, execution.error_name),
  id: `${index}/${id}`,
  org_id: execution.org ?? '',
  category: execution.category,
  subcategory: execution.subcategory,
  severity: execution.severity,
  techniques: execution.techniques as string[],
  tactics: execution.tactics as string[],
  target: execution.target,
  complexity: execution.complexity,
  threat_actor: execution.threat_actor,
  tags: execution.tags as string[],
  score: execution.score,
  bundle_id: execution.bundle_id,
  bundle_name: execution.bundle_name,
  control_id: execution.control_id,
  control_validator: execution.control_validator,
  is_bundle_control: execution.is_bundle_control,
  defender_detected: execution.defender_detected,
  defender_stage_detected: execution.defender_stage_detected,
});
