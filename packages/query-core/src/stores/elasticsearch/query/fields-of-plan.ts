import type { FieldName } from '@achilles/types';
import type { GroupPage, RowPage } from '../../../plan/pages.ts';
import { type Aggregate, isPage, type Part, type Plan } from '../../../plan/plan.ts';
import { type Condition, conditionsOf, type Predicate } from '../../../plan/predicate.ts';
import type { Scope } from '../../../plan/scope.ts';

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

/** What rows of a list are told apart by. */
const TIES: readonly FieldName[] = ['hostname', 'org'];
const GROUP: readonly FieldName[] = ['bundle_id', 'is_bundle_control', 'error_code'];

const keysOf = ({ by }: Aggregate): FieldName[] =>
  by.flatMap((key) => (key.kind === 'field' ? [key.field] : []));

function ofAggregate(aggregate: Aggregate): readonly FieldName[] {
  const keys = keysOf(aggregate);
  if (aggregate.kind === 'activity') return [...keys, 'error_code'];
  const { accepted, unit, describeTests } = aggregate;
  return [
    ...keys,
    ...VERDICT,
    ...(unit === 'per-stage' ? [] : RUN),
    ...(accepted.length === 0 ? [] : (['org', 'control_id', 'hostname'] as const)),
    ...(describeTests ? (['severity', 'category'] as const) : []),
  ];
}

const ofPage = (page: RowPage | GroupPage): readonly FieldName[] =>
  page.kind === 'row-page' ? [page.order.field, ...TIES] : [page.members.field, ...TIES, ...GROUP];

const ofPart = (part: Part): readonly FieldName[] => (isPage(part) ? ofPage(part) : ofAggregate(part));

const ofRows = (scope: Scope, rows: Predicate): readonly FieldName[] => [
  ...COUNTED,
  ...(scope.kind === 'all' ? [] : (['org'] as const)),
  ...conditionsOf(rows).map(fieldOf),
];

/** Every field that a plan reads. */
export const fieldsOfPlan = ({ scope, parts }: Plan): ReadonlySet<FieldName> =>
  new Set(Object.values(parts).flatMap((part) => [...ofRows(scope, part.rows), ...ofPart(part)]));
