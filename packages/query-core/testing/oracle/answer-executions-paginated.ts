import { type GroupSort, groupSortOf, groupsOf, type OracleGroup } from './groups.ts';
import { enrichedRow } from './listed-row.ts';
import type { ListedGroup, TiedRows } from './listing.ts';
import { OracleFailure } from './oracle-failure.ts';
import type { OracleRow } from './oracle-row.ts';
import { type Answer, type Question, rowsInScope } from './question.ts';
import { tieClasses } from './row-order.ts';
import { type SortField, sortFieldOf } from './sort-fields.ts';

interface Page {
  readonly page: number;
  readonly pageSize: number;
}

function refuseSort(): never {
  throw new OracleFailure(400, 'sortField');
}

/** The place of a page among `total` rows or groups (CONTRACT sections 4 and 9); pages past the end have no rows. */
function placeOf({ page, pageSize }: Page, total: number) {
  const totalPages = Math.ceil(total / pageSize);
  return { page, pageSize, totalPages, hasNext: page < totalPages, hasPrevious: page > 1 };
}

function cut<T>({ page, pageSize }: Page, items: readonly T[]): T[] {
  return items.slice((page - 1) * pageSize, page * pageSize);
}

function listed({ world }: Question, members: readonly (readonly OracleRow[])[]): TiedRows {
  return members.map((tied) => tied.map((row) => enrichedRow(world, row)));
}

function answerFlat(question: Question, place: Page, field: SortField, order: 'asc' | 'desc'): Answer {
  const rows = listed(question, tieClasses(rowsInScope(question), { field, order }));
  const all = rows.flat();
  const pagination = { ...placeOf(place, all.length), totalItems: all.length };
  return {
    body: { data: cut(place, all), pagination },
    listing: { kind: 'rows', rows, start: (place.page - 1) * place.pageSize, size: place.pageSize },
  };
}

function listedGroup(question: Question, group: OracleGroup): ListedGroup {
  const { key, totalCount, protectedCount, unprotectedCount, defenderDetected } = group;
  const type = key.startsWith('bundle::') ? 'bundle' : 'standalone';
  return {
    figures: { groupKey: key, type, totalCount, protectedCount, unprotectedCount, defenderDetected },
    members: listed(question, group.members),
  };
}

function answerGrouped(question: Question, place: Page, sort: GroupSort, order: 'asc' | 'desc'): Answer {
  const rows = rowsInScope(question);
  const groups = groupsOf(rows, sort, order).map((group) => listedGroup(question, group));
  const pagination = {
    ...placeOf(place, groups.length),
    totalGroups: groups.length,
    totalDocuments: rows.length,
  };
  const shown = cut(place, groups).map(({ figures, members }) => {
    const [representative] = members.flat();
    return { ...figures, representative, members: members.flat() };
  });
  return {
    body: { groups: shown, pagination },
    listing: { kind: 'groups', groups, start: (place.page - 1) * place.pageSize, size: place.pageSize },
  };
}

/**
 * `executions/paginated`, flat or grouped (CONTRACT sections 4 and 9). A cursor is never one that was given: walks are
 * compared page by page.
 */
export function answerExecutionsPaginated(question: Question): Answer {
  const { parameters } = question;
  const page = parameters.integer('page', 1, Number.MAX_SAFE_INTEGER) ?? 1;
  const pageSize = parameters.integer('pageSize', 1, 1_000) ?? 25;
  const order = parameters.choice('sortOrder', ['asc', 'desc'], 'desc');
  const grouped = parameters.choice('grouped', ['true', 'false'], 'false') === 'true';
  const name = parameters.single('sortField') ?? 'timestamp';
  if (parameters.single('cursor') !== null) throw new OracleFailure(400, 'cursor');
  const place = { page, pageSize };
  if (grouped) return answerGrouped(question, place, groupSortOf(name) ?? refuseSort(), order);
  return answerFlat(question, place, sortFieldOf(name) ?? refuseSort(), order);
}
