import { DOCUMENT_FIELDS, type FieldName } from '@achilles/types';
import type { Plan } from '../../../plan/plan.ts';
import { conditionsOf, type Predicate } from '../../../plan/predicate.ts';

/** No index leaves out values that are no longer than a UUID. */
const ALWAYS_KEPT = 36;

type Wanted = readonly (readonly [FieldName, string])[];

const ofPredicate = (rows: Predicate): Wanted =>
  conditionsOf(rows).flatMap((condition) =>
    condition.kind === 'values' ? condition.values.map((value) => [condition.field, value] as const) : [],
  );

function wantedBy({ scope, parts }: Plan): Wanted {
  const accepted = Object.values(parts).flatMap((part) => (part.kind === 'verdicts' ? part.accepted : []));
  return [
    ...(scope.kind === 'all' ? [] : [['org', scope.org] as const]),
    ...Object.values(parts).flatMap(({ rows }) => ofPredicate(rows)),
    ...accepted.flatMap(({ testName, org, controlId, hostname }) =>
      (
        [
          ['test_name', testName],
          ['org', org],
          ['control_id', controlId],
          ['hostname', hostname],
        ] as const
      ).flatMap(([field, value]) => (value === null ? [] : [[field, value] as const])),
    ),
  ];
}

/** The values that a plan looks for and that are so long that an index may not have kept them, by field. */
export function longValues(plan: Plan): ReadonlyMap<FieldName, ReadonlySet<string>> {
  const long = wantedBy(plan).filter(
    ([field, value]) => value.length > ALWAYS_KEPT && DOCUMENT_FIELDS[field].type.startsWith('keyword'),
  );
  const byField = new Map<FieldName, Set<string>>();
  for (const [field, value] of long) byField.set(field, (byField.get(field) ?? new Set()).add(value));
  return byField;
}
