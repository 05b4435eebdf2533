import type { VisibleRows } from '../../plan/visible-rows.ts';

/** The table or view that a question reads: its rows have the columns of an execution and a `rowid` of their own. */
export const rowSource = ({ archived }: Pick<VisibleRows, 'archived'>): string =>
  archived === true ? 'all_executions' : 'executions';
