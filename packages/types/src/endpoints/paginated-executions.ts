import { z } from 'zod';
import type { ErrorDetail } from '../errors.ts';
import { one, oneOf, text, trueOrFalse, wholeNumber } from '../request/parameter.ts';
import { readEndpoint } from './endpoint.ts';
import { EnrichedTestExecution, ExecutionGroup } from './execution-row.ts';
import { count } from './figures.ts';
import { include } from './include.ts';
import { GROUP_SORT_NAMES, ROW_SORT_NAMES, SORT_ORDERS } from './row-order.ts';

/** The names without the document paths. */
const plainNames = (names: Readonly<Record<string, unknown>>): string =>
  Object.keys(names)
    .filter((name) => !name.includes('.'))
    .join(', ');

const DEFAULT_PAGE_SIZE = 25;
const MOST_IN_PAGE = 1_000;
const BY_TIME = 'timestamp';

/** However many digits it has: what is past the end of every list is past the end. */
const pageNumber = z
  .string()
  .regex(/^\+?0*[1-9]\d*$/, { error: 'must be a whole number from 1' })
  .meta({ type: 'integer', minimum: 1, pattern: undefined })
  .transform((text) => Math.min(Number(text), Number.MAX_SAFE_INTEGER));

const parameters = {
  page: one(pageNumber.optional(), 'Which page, from 1', '3'),
  pageSize: one(
    wholeNumber(1, MOST_IN_PAGE)
      .optional()
      .transform((value) => value ?? DEFAULT_PAGE_SIZE),
    `How many rows or groups a page has (default ${DEFAULT_PAGE_SIZE}, at most ${MOST_IN_PAGE})`,
    '100',
  ),
  sortField: one(
    text.default(BY_TIME),
    `Which field to sort by, by its name or document path: ${plainNames(ROW_SORT_NAMES)}; where grouped: ${plainNames(GROUP_SORT_NAMES)}`,
    'severity',
  ),
  sortOrder: one(oneOf(SORT_ORDERS).default('desc'), 'Which way; missing values come last either way', 'asc'),
  grouped: one(
    trueOrFalse.optional().transform((value) => value ?? false),
    'true answers groups: the rows of one bundle run, or of one standalone test, together',
    'true',
  ),
  ...include,
  cursor: one(
    text.optional(),
    'The nextCursor of the page before; answers what follows it in the same snapshot',
    'eyJ…',
  ),
};

const page = {
  page: count,
  pageSize: count,
  totalPages: count,
  hasNext: z.boolean(),
  hasPrevious: z.boolean(),
  nextCursor: z
    .string()
    .optional()
    .describe('Answers the page after this one in the same snapshot; absent on the last page'),
};

const FlatPage = z.strictObject({
  data: z.array(EnrichedTestExecution),
  pagination: z.strictObject({ ...page, totalItems: count }),
});
const GroupedPage = z.strictObject({
  groups: z.array(ExecutionGroup),
  pagination: z.strictObject({ ...page, totalGroups: count, totalDocuments: count }),
});

function checkSort({ sortField, grouped }: { sortField: string; grouped: boolean }): readonly ErrorDetail[] {
  const names = grouped ? GROUP_SORT_NAMES : ROW_SORT_NAMES;
  if (Object.hasOwn(names, sortField)) return [];
  const message = `sortField must be one of ${plainNames(names)}${grouped ? ' where grouped' : ''}, or the document path of one, not '${sortField}'`;
  return [{ path: 'sortField', message }];
}

export const paginatedExecutions = readEndpoint(
  'executions/paginated',
  'Executions page by page, or the groups they form',
  parameters,
  z.union([FlatPage, GroupedPage]),
  checkSort,
);
