import {
  type EnrichedTestExecution,
  EXIT_CODES,
  type Execution,
  type ExecutionRow,
  formatInstant,
  type RecentExecution,
  unknownErrorName,
} from '@achilles/types';

/** A row's one error name: the canonical one of its code, else the stored one, else unknown (CONTRACT section 1). */
function errorNameOf({ error_code: code, error_name: stored }: Execution): string {
  const canonical = code === null ? undefined : EXIT_CODES[code as keyof typeof EXIT_CODES];
  return canonical?.name ?? stored ?? unknownErrorName(code);
}

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
  error_name: errorNameOf(execution),
});

/** A row as pages and exports answer it (CONTRACT section 4). */
export const enrichedRow = (row: ExecutionRow, nameOf: NameOf): EnrichedTestExecution => {
  const { index, id, execution } = row;
  return {
    ...recentRow(row, nameOf),
    id: `${index}/${id}`,
    org_id: execution.org ?? '',
    category: execution.category,
    subcategory: execution.subcategory,
    severity: execution.severity,
    techniques: [...execution.techniques],
    tactics: [...execution.tactics],
    target: execution.target,
    complexity: execution.complexity,
    threat_actor: execution.threat_actor,
    tags: [...execution.tags],
    score: execution.score,
    bundle_id: execution.bundle_id,
    bundle_name: execution.bundle_name,
    control_id: execution.control_id,
    control_validator: execution.control_validator,
    is_bundle_control: execution.is_bundle_control,
    defender_detected: execution.defender_detected,
    defender_stage_detected: execution.defender_stage_detected,
  };
};
