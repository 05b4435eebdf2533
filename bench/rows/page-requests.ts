import { CELLS_WINDOW } from './load-cells.ts';
import type { RowsTargets } from './rows-targets.ts';

/** One request that is measured. */
export interface PageRequest {
  /** What it asks for, in words. */
  readonly name: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const PAGE_SIZE = 25;
const FROM = '2025-06-01';
const MIDDLE_PAGE = '1000';

interface Totals {
  readonly pagination: { readonly totalPages: number };
}

/** The pages to ask for, the first of rows before all others; the last ones are found by asking. */
export async function pageRequests({ api }: RowsTargets): Promise<PageRequest[]> {
  const path = 'executions/paginated';
  const page = (name: string, more: Record<string, string> = {}): PageRequest => ({
    name,
    path,
    parameters: { from: FROM, pageSize: String(PAGE_SIZE), ...more },
  });
  const lastOf = async (more: Record<string, string>): Promise<string> => {
    const answer = await api.read(path, page('', more).parameters);
    return String((JSON.parse(answer) as Totals).pagination.totalPages);
  };
  const grouped = { grouped: 'true' };
  const bySeverity = { sortField: 'severity' };
  return [
    page('first page of rows'),
    page('page 1,000 of rows', { page: MIDDLE_PAGE }),
    page('last page of rows', { page: await lastOf({}) }),
    page('first page of rows by severity', bySeverity),
    page('last page of rows by severity', { ...bySeverity, page: await lastOf(bySeverity) }),
    page('first page of groups', grouped),
    page('page 1,000 of groups', { ...grouped, page: MIDDLE_PAGE }),
    page('last page of groups', { ...grouped, page: await lastOf(grouped) }),
    page('first page of groups by size', { ...grouped, sortField: 'totalCount' }),
    {
      name: 'host × test cells',
      path: 'host-test-matrix',
      parameters: { ...CELLS_WINDOW, limit: '65000' },
    },
  ];
}
