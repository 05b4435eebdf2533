import type { GroupKind } from '../../../../plan/group-key.ts';
import type { GroupPage } from '../../../../plan/pages.ts';
import type { FieldPaths } from '../../query/compile-predicate.ts';
import { allOf, anyOf, notOf, type Query } from '../../query/query.ts';
import { type ListWork, listedRows } from '../pages/row-list.ts';
import { type GroupMeasure, measureOf } from './group-measure.ts';

/** What finding groups needs: which rows form them, and what they are ordered by. */
export interface GroupSearch {
  /** The rows of the page's groups of which further queries hold. */
  rows(paths: FieldPaths, queries: readonly Query[]): Query;
  readonly measure: GroupMeasure;
}

/** Begins to look for the groups of a page. */
export const groupSearch = (work: ListWork, part: GroupPage): GroupSearch => ({
  rows: (paths, queries) => allOf([listedRows(work, part.rows)(paths), ...queries]),
  measure: measureOf(part),
});

/** Both kinds of groups. */
export const GROUP_KINDS: readonly GroupKind[] = ['bundle', 'standalone'];

/** Which field the id in a group's key is from. */
export const ID_FIELD = { bundle: 'bundle_id', standalone: 'test_uuid' } as const;

/** Rows that are in groups of one kind. */
export function kindQuery(kind: GroupKind, paths: FieldPaths): Query {
  const isControl = { term: { [paths('is_bundle_control')]: true } };
  const inBundle = allOf([isControl, { exists: { field: paths('bundle_id') } }]);
  return kind === 'bundle' ? inBundle : notOf(inBundle);
}

/** The sources of a composite aggregation by which rows of one kind are told apart into groups. */
export const identitySources = (kind: GroupKind, paths: FieldPaths): Query[] => [
  { t: { terms: { field: paths('event_time') } } },
  { i: { terms: { field: paths(ID_FIELD[kind]) } } },
  { h: { terms: { field: paths('hostname'), missing_bucket: true } } },
];

/** What a bucket of such an aggregation is keyed by. */
export interface IdentityKey {
  readonly t: number;
  readonly i: string;
  readonly h: string | null;
}

/** Rows at one of some times. */
export const atTimes = (times: readonly number[], path: string): Query =>
  anyOf(times.map((time) => ({ range: { [path]: { gte: time, lte: time, format: 'epoch_millis' } } })));
