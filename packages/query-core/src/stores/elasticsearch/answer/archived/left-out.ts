import type { VisibleRows } from '../../../../plan/visible-rows.ts';
import type { Query } from '../../query/query.ts';

/** Documents that are no results: those that queries leave out, and those that only readers of live rows leave out. */
export interface LeftOut {
  readonly ofQueries: readonly Query[];
  readonly ofLive: readonly Query[];
}

/** Where documents that are no results are left out: whatever the archive holds is among them for live rows alone. */
export const leftOutOf = ({ archived }: Pick<VisibleRows, 'archived'>, leftOut: readonly Query[]): LeftOut =>
  archived === true ? { ofQueries: [], ofLive: leftOut } : { ofQueries: leftOut, ofLive: [] };
