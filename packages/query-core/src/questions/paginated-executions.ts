import {
  type Endpoints,
  GROUP_SORT_NAMES,
  type RequestOf,
  ROW_SORT_NAMES,
  shortNames,
} from '@achilles/types';
import {
  type GroupPage,
  type GroupPageAnswer,
  NEWEST_FIRST,
  type PageStart,
  type RowOrder,
  type RowPage,
  type RowPageAnswer,
} from '../plan/pages.ts';
import { listedGroup } from '../rows/listed-group.ts';
import { enrichedRow } from '../rows/listed-row.ts';
import { question, type ResolvedRequest } from './question.ts';
import { rowsInScope } from './rows-in-scope.ts';

type Request = ResolvedRequest<Endpoints['paginatedExecutions']>;
type Parameters = RequestOf<Endpoints['paginatedExecutions']>;

/** Deeper than any list; a page number beyond it leads past the end as well. */
const startOf = ({ page = 1, pageSize }: Parameters): PageStart => ({
  offset: Math.min((page - 1) * pageSize, Number.MAX_SAFE_INTEGER),
  state: null,
});

/** How a sort name is declared was checked with the request. */
const declared = <T>(names: Readonly<Record<string, T>>, name: string): T => names[name] as T;

function rowOrder({ sortField, sortOrder }: Parameters): RowOrder {
  return { field: declared(ROW_SORT_NAMES, sortField), direction: sortOrder };
}

function pageOf(request: Request): RowPage | GroupPage {
  const { parameters, start } = request;
  const shared = {
    rows: rowsInScope(request),
    start: start ?? startOf(parameters),
    size: parameters.pageSize,
  };
  if (!parameters.grouped) return { kind: 'row-page', ...shared, order: rowOrder(parameters) };
  const by = declared(GROUP_SORT_NAMES, parameters.sortField);
  const isCount = by === 'totalCount' || by === 'protectedCount' || by === 'unprotectedCount';
  return {
    kind: 'group-page',
    ...shared,
    order: { by, direction: parameters.sortOrder },
    members: isCount ? NEWEST_FIRST : rowOrder(parameters),
  };
}

/** Where a page lies, and whether there are others before and after it. */
function placeOf({ parameters, start }: Request, listed: number, total: number) {
  const { pageSize } = parameters;
  const { offset } = start ?? startOf(parameters);
  return {
    page: start === undefined ? (parameters.page ?? 1) : offset / pageSize + 1,
    pageSize,
    totalPages: Math.ceil(total / pageSize),
    hasNext: offset + listed < total,
    hasPrevious: offset > 0,
  };
}

const isGrouped = (answer: RowPageAnswer | GroupPageAnswer): answer is GroupPageAnswer => 'groups' in answer;

export const paginatedExecutions = question<Endpoints['paginatedExecutions']>()({
  scored: false,
  archived: ({ include }) => include === 'archived',
  plan: (request) => ({ page: pageOf(request) }),
  answer: ({ page }, request) => {
    const nameOf = shortNames(request.organizations);
    const listed = isGrouped(page) ? page.groups.length : page.rows.length;
    const pagination = placeOf(request, listed, page.total);
    const { offset } = request.start ?? startOf(request.parameters);
    return {
      body: isGrouped(page)
        ? {
            groups: page.groups.map((group) => listedGroup(group, nameOf)),
            pagination: { ...pagination, totalGroups: page.total, totalDocuments: page.totalRows },
          }
        : {
            data: page.rows.map((row) => enrichedRow(row, nameOf)),
            pagination: { ...pagination, totalItems: page.total },
          },
      ...(pagination.hasNext && listed > 0 && { next: { offset: offset + listed, state: page.state } }),
    };
  },
});
