import { lengthOf } from '../oracle/listing.ts';
import type { OracleVerdict } from '../oracle/oracle.ts';
import type { OracleRequest } from './random-request.ts';
import type { Rng } from './rng.ts';

const PAGES = 'executions/paginated';
/** Walking is the slow part of comparing: few lists are walked, in few pages. */
const WALKED = 0.12;
const EXPORTED = 0.08;
const MOST_PAGES = 12;
const LARGEST_PAGE = 1_000;
/** What a page has beside its filters. */
const OF_PAGES = ['page', 'pageSize', 'sortField', 'sortOrder', 'grouped'];

/** Now and then, the request for a page from which all others are to be walked; its size is chosen so that they are few. */
export function randomWalk(
  rng: Rng,
  { path, query }: OracleRequest,
  { listing }: OracleVerdict,
): OracleRequest | null {
  if (path !== PAGES || listing === undefined || !rng.chance(WALKED)) return null;
  const walk = new URLSearchParams(query);
  const size = Math.ceil(lengthOf(listing) / rng.between(2, MOST_PAGES));
  walk.set('pageSize', String(Math.min(Math.max(size, 1), LARGEST_PAGE)));
  walk.delete('page');
  if (rng.chance(0.3)) walk.set('page', String(rng.between(1, 3)));
  return { path, query: walk };
}

/** An export of what a query of filters matches, and after about how many rows its reader leaves. */
export interface ExportWalk {
  readonly query: URLSearchParams;
  readonly breakAt: number;
}

/** Now and then, the request for all rows of a page's filters, to be left after some of them. */
export function randomExport(
  rng: Rng,
  { path, query }: OracleRequest,
  { listing }: OracleVerdict,
): ExportWalk | null {
  if (path !== PAGES || listing === undefined || !rng.chance(EXPORTED)) return null;
  const filters = new URLSearchParams(query);
  for (const name of OF_PAGES) filters.delete(name);
  return { query: filters, breakAt: rng.between(1, lengthOf(listing) + 1) };
}
