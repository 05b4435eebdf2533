import { z } from 'zod';
import { count, instant } from './figures.ts';

const text = z.string().nullable();
const texts = z.array(z.string());

const recent = {
  test_uuid: z.string(),
  test_name: z.string(),
  hostname: z.string().describe('Empty where there is none'),
  is_protected: z.boolean().describe('Whether the EDR stopped it'),
  org: z.string().describe('Short name of the organization; empty where there is none'),
  timestamp: instant.describe('When the run finished'),
  error_code: z.int().nullable().describe('Exit code'),
  error_name: z.string().describe('Canonical by code, else the stored one'),
};

/** A row of `executions`: the eight fields of the seed (CONTRACT section 4). */
export const RecentExecution = z.strictObject(recent);
export type RecentExecution = z.infer<typeof RecentExecution>;

/** A row with everything that is known of it (CONTRACT section 4). */
export const EnrichedTestExecution = z.strictObject({
  ...recent,
  id: z.string().describe('<index>/<_id>'),
  org_id: z.string().describe('Empty where there is none'),
  category: text,
  subcategory: text,
  severity: text,
  techniques: texts,
  tactics: texts,
  target: text,
  complexity: text,
  threat_actor: text,
  tags: texts,
  score: z.number().nullable(),
  bundle_id: text,
  bundle_name: text,
  control_id: text,
  control_validator: text,
  is_bundle_control: z.boolean(),
  defender_detected: z.boolean(),
  defender_stage_detected: z.boolean(),
});
export type EnrichedTestExecution = z.infer<typeof EnrichedTestExecution>;

/** All rows of one bundle run, or a standalone test (CONTRACT section 4, Groups). */
export const ExecutionGroup = z.strictObject({
  groupKey: z.string(),
  type: z.enum(['bundle', 'standalone']),
  representative: EnrichedTestExecution.describe('The first member in the order asked for'),
  members: z.array(EnrichedTestExecution),
  protectedCount: count.describe('Members with code 105, 126 or 127'),
  unprotectedCount: count.describe('Members with code 101'),
  totalCount: count.describe('Members'),
  defenderDetected: z.boolean().describe('Whether Defender detected any member'),
});
export type ExecutionGroup = z.infer<typeof ExecutionGroup>;
