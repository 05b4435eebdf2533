import { type Endpoints, shortNames } from '@achilles/types';
import { NEWEST_FIRST } from '../plan/pages.ts';
import { recentRow } from '../rows/listed-row.ts';
import { question } from './question.ts';
import { rowsInScope } from './rows-in-scope.ts';

export const executions = question<Endpoints['executions']>()({
  scored: false,
  archived: ({ include }) => include === 'archived',
  plan: (request) => ({
    newest: {
      kind: 'row-page' as const,
      rows: rowsInScope(request),
      order: NEWEST_FIRST,
      start: { offset: 0, state: null },
      size: request.parameters.limit,
    },
  }),
  answer: ({ newest: { rows, total } }, { organizations }) => {
    const nameOf = shortNames(organizations);
    return { body: rows.map((row) => recentRow(row, nameOf)), total };
  },
});
