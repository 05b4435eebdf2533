import type { FieldName } from '@achilles/types';
import type { Aggregate, Plan } from '../../../plan/plan.ts';
import { type Condition, conditionsOf } from '../../../plan/predicate.ts';

const COUNTED: readonly FieldName[] = ['event_time', 'test_uuid', 'test_name'];
const VERDICT: readonly FieldName[] = ['is_protected', 'defender_detected'];
const RUN: readonly FieldName[] = ['is_bundle_control', 'category', 'org', 'bundle_id', 'hostname'];

function fieldOf(condition: Condition): FieldName {
  switch (condition.kind) {
    case 'time':
      return 'event_time';
    case 'codes':
      return 'error_code';
    case 'values':
    case 'prefix':
    case 'true':
    case 'missing':
      return condition.field;
    default:
      return condition satisfies never;
  }
}

const keysOf = ({ by }: Aggregate): FieldName[] =>
  by.flatMap((key) => (key.kind === 'slot' ? [] : [key.field]));

function ofAggregate(aggregate: Aggregate): readonly FieldName[] {
  const shared = [...conditionsOf(aggregate.rows).map(fieldOf), ...keysOf(aggregate)];
  if (aggregate.kind === 'activity') return [...shared, 'error_code'];
  if (aggregate.kind === 'rows') return aggregate.verdicts ? [...shared, 'error_code', ...VERDICT] : shared;
  const { accepted, unit, describeTests } = aggregate;
  return [
    ...shared,
    ...VERDICT,
    ...(unit === 'per-stage' ? [] : RUN),
    ...(accepted.length === 0 ? [] : (['org', 'control_id', 'hostname'] as const)),
    ...(describeTests ? (['severity', 'category'] as const) : []),
  ];
}

/** Every field that a plan reads. */
export const fieldsOfPlan = ({ scope, parts }: Plan): ReadonlySet<FieldName> =>
  new Set([
    ...COUNTED,
    ...(scope.kind === 'all' ? [] : (['org'] as const)),
    ...Object.values(parts).flatMap(ofAggregate),
  ]);
