import type { FieldName } from '@achilles/types';
import type { GroupPage, RowPage } from '../../../plan/pages.ts';
import { type Aggregate, isPage, type Part } from '../../../plan/plan.ts';
import { conditionsOf, type Predicate } from '../../../plan/predicate.ts';
import type { FieldPaths } from './compile-predicate.ts';

const RUN: readonly FieldName[] = ['org', 'bundle_id', 'hostname'];

const missingFields = (rows: Predicate): FieldName[] =>
  conditionsOf(rows).flatMap((condition) => (condition.kind === 'missing' ? [condition.field] : []));

const ofAggregate = (aggregate: Aggregate): readonly FieldName[] => [
  ...aggregate.by.flatMap((key) => (key.kind === 'field' ? [key.field] : [])),
  ...(aggregate.kind === 'verdicts' && aggregate.unit !== 'per-stage' ? RUN : []),
  ...(aggregate.kind === 'verdicts' && aggregate.describeTests ? (['test_uuid'] as const) : []),
];

const ofPage = (page: RowPage | GroupPage): readonly FieldName[] =>
  page.kind === 'row-page' ? [page.order.field, 'hostname', 'org'] : [page.members.field, ...RUN];

/**
 * Paths where a value that its index did not keep would make an answer wrong: what rows are grouped or sorted by, and
 * what they must not have.
 */
export function ignoredPaths(parts: readonly Part[], paths: FieldPaths): string[] {
  const fields = parts.flatMap((part): readonly FieldName[] => [
    ...(isPage(part) ? ofPage(part) : ofAggregate(part)),
    ...missingFields(part.rows),
  ]);
  return [...new Set(['test_uuid', 'test_name', ...fields] as const)].map(paths).sort();
}
