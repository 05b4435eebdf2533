import type { World } from '../worlds/world.ts';
import type { OracleRow } from './oracle-row.ts';
import { organizationName } from './organization-name.ts';

/** A row as an answer shows it. */
export type ListedRow = Readonly<Record<string, unknown>>;

/** A row of `executions`: its eight fields, with the organization's short name (CONTRACT section 4). */
export function recentRow(world: World, row: OracleRow): ListedRow {
  return {
    test_uuid: row.testUuid,
    test_name: row.testName,
    hostname: row.hostname ?? '',
    is_protected: row.isProtected,
    org: row.org === null ? '' : organizationName(world, row.org),
    timestamp: new Date(row.time).toISOString(),
    error_code: row.code,
    error_name: row.errorName,
  };
}

/** A row of `executions/paginated`: those eight and everything else the contract names (sections 1 and 4). */
export function enrichedRow(world: World, row: OracleRow): ListedRow {
  return {
    ...recentRow(world, row),
    id: `${row.index}/${row.id}`,
    org_id: row.org ?? '',
    category: row.category,
    subcategory: row.subcategory,
    severity: row.severity,
    techniques: row.techniques,
    tactics: row.tactics,
    target: row.target,
    complexity: row.complexity,
    threat_actor: row.threatActor,
    tags: row.tags,
    score: row.score,
    bundle_id: row.bundleId,
    bundle_name: row.bundleName,
    control_id: row.controlId,
    control_validator: row.controlValidator,
    is_bundle_control: row.isBundleControl,
    defender_detected: row.defenderDetected,
    defender_stage_detected: row.defenderStageDetected,
  };
}
