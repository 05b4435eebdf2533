import { DOCUMENT_FIELDS, type FieldName, type FieldType } from '@achilles/types';
import { StoreError } from '../../../ports/store-error.ts';
import type { FieldPaths } from '../query/compile-predicate.ts';
import {
  type Capabilities,
  type FieldCapabilities,
  keywordOf,
  pathOf,
  type TypeCapability,
} from './field-capabilities.ts';
import { indexExpressions, LONGEST_EXPRESSION } from './index-expressions.ts';

/** Indices in which every field is read from the same path. */
export interface IndexGroup {
  /** The fields that are text there, and read through the keyword beside it. */
  readonly texts: readonly FieldName[];
  readonly paths: FieldPaths;
  /** The index expression of the group. */
  readonly index: string;
}

const READABLE: Record<FieldType, readonly string[]> = {
  keyword: ['keyword'],
  keywords: ['keyword'],
  boolean: ['boolean'],
  integer: ['long', 'integer', 'short', 'byte', 'unsigned_long'],
  // Others keep less of a number than was written, and so sort it elsewhere than where it belongs.
  float: ['float', 'double'],
  date: ['date'],
};
const UNMAPPED = 'unmapped';
const TEXT = 'text';

function unreadable(field: FieldName, indices: readonly string[] | undefined, because: string): StoreError {
  const where = indices?.[0] ?? 'every index';
  const message =
    `${pathOf(field)} can't be read exactly: ${where} ${because}; reindex it with a mapping of type ` +
    `${READABLE[DOCUMENT_FIELDS[field].type][0]}, or leave it out of the index pattern`;
  return new StoreError('unreadable', message);
}

/** The indices in which a text field lacks a keyword sub-field; undefined stands for all. */
function withoutKeyword(caps: FieldCapabilities, path: string, text: TypeCapability) {
  const keyword = caps[keywordOf(path)]?.keyword;
  if (keyword === undefined) return { lacking: text.indices };
  if (keyword.indices === undefined) return null;
  const lacking = text.indices?.filter((index) => !keyword.indices?.includes(index));
  return lacking === undefined || lacking.length > 0 ? { lacking } : null;
}

/** A number that one index keeps as `float` and another as `double` is not the same to a search that sorts by it. */
function refuseMixed(field: FieldName, caps: FieldCapabilities): void {
  const { float, double } = caps[pathOf(field)] ?? {};
  if (DOCUMENT_FIELDS[field].type === 'float' && float !== undefined && double !== undefined)
    throw unreadable(field, double.indices, 'maps it as double, and others as float');
}

/** The indices that have a field as text with a keyword beside it. @throws StoreError for types that can't be read */
function textIndices(field: FieldName, caps: FieldCapabilities): readonly string[] | 'all' {
  const path = pathOf(field);
  const nested = caps[path.slice(0, path.indexOf('.'))]?.nested;
  if (nested !== undefined) throw unreadable(field, nested.indices, 'maps the object around it as nested');
  refuseMixed(field, caps);
  let found: readonly string[] | 'all' = [];
  for (const [type, capability] of Object.entries(caps[path] ?? {})) {
    if (type === UNMAPPED) continue;
    if (READABLE[DOCUMENT_FIELDS[field].type].includes(type)) {
      if (capability.aggregatable) continue;
      throw unreadable(
        field,
        capability.non_aggregatable_indices ?? capability.indices,
        'keeps no doc values of it',
      );
    }
    const isText = type === TEXT && READABLE[DOCUMENT_FIELDS[field].type].includes('keyword');
    if (!isText) throw unreadable(field, capability.indices, `maps it as ${type}`);
    const gap = withoutKeyword(caps, path, capability);
    if (gap !== null) throw unreadable(field, gap.lacking, 'maps it as text without a keyword sub-field');
    found = capability.indices ?? 'all';
  }
  return found;
}

/** Where fields are read in indices that have some of them as text. */
export function readingKeywords(texts: readonly FieldName[]): FieldPaths {
  const keywords = new Set(texts);
  return (field) => (keywords.has(field) ? keywordOf(pathOf(field)) : pathOf(field));
}

function groupReading(texts: Iterable<FieldName>, index: string): IndexGroup {
  const fields = [...new Set(texts)];
  return { texts: fields, paths: readingKeywords(fields), index };
}

/** The indices of a target without some of them, as expressions; named one by one where leaving out would take too long. */
function without(target: string, indices: readonly string[], all: readonly string[]): string[] {
  if (indices.length === 0) return [target];
  const expression = [target, ...indices.map((index) => `-${index}`)].join(',');
  if (target.includes('*') && expression.length < LONGEST_EXPRESSION) return [expression];
  return indexExpressions(all.filter((index) => !indices.includes(index)));
}

/**
 * Puts the indices that are read alike together: most read every field where the product maps it, older ones some of
 * them through a keyword sub-field. Groups are searched apart, since a search refuses to group by a text field even
 * where its query leaves the index out.
 * @throws StoreError `unreadable` that names a field which can't be read exactly, and an index
 */
export function indexGroups(
  { fields: caps, indices: all }: Capabilities,
  fields: ReadonlySet<FieldName>,
  target: string,
): IndexGroup[] {
  const everywhere = new Set<FieldName>();
  const byIndex = new Map<string, Set<FieldName>>();
  for (const field of fields) {
    const indices = textIndices(field, caps);
    if (indices === 'all') everywhere.add(field);
    else for (const index of indices) byIndex.set(index, (byIndex.get(index) ?? new Set()).add(field));
  }
  const alike = Map.groupBy(byIndex.keys(), (index) => JSON.stringify([...(byIndex.get(index) ?? [])]));
  const special = [...alike.values()].flatMap((indices) => {
    const texts = [...everywhere, ...(byIndex.get(indices[0] ?? '') ?? [])];
    return indexExpressions(indices).map((index) => groupReading(texts, index));
  });
  const others = without(target, [...byIndex.keys()], all);
  return [...others.map((index) => groupReading(everywhere, index)), ...special];
}
