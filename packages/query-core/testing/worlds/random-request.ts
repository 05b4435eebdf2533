import { endpoints, type OraclePath } from '../oracle/endpoints.ts';
import { clockZones } from './clock-changes.ts';
import { addRandomFilters } from './random-filters.ts';
import { addRandomFlaw } from './random-flaw.ts';
import { addRandomPage } from './random-page.ts';
import { addRandomWindow } from './random-window.ts';
import { catalogPaths, requestPaths } from './request-paths.ts';
import type { Rng } from './rng.ts';
import { witnessRow } from './witness-row.ts';
import type { World } from './world.ts';

/** One GET below `/api/analytics/`. */
export interface OracleRequest {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** The lists that archived rows can be part of. */
const LISTS_OF_ROWS = ['executions', 'executions/paginated'];

/** Whether an endpoint answers a list that can be cut. */
function hasLimit(path: string): boolean {
  return endpoints[path as OraclePath].parameters.some((name) => name === 'limit');
}

function addTrendParameters(rng: Rng, query: URLSearchParams): string {
  const interval = rng.weighted([
    [4, 'day'],
    [2, 'hour'],
    [2, 'week'],
    [2, 'month'],
    [1, 'quarter'],
    [1, 'year'],
  ]);
  if (interval !== 'day' || rng.chance(0.5)) query.set('interval', interval);
  if (rng.chance(0.35)) query.set('windowDays', String(rng.pick([1, 1, 2, 3, 7, 30, 90])));
  return interval;
}

function addDecoration(rng: Rng, query: URLSearchParams): void {
  if (rng.chance(0.03)) query.append('_', String(rng.between(1, 9)));
  if (rng.chance(0.03)) query.append(rng.pick(['org', 'tests', 'tags', 'result']), rng.pick(['', ' ']));
  const timezone = query.get('timezone');
  if (timezone !== null && rng.chance(0.05)) query.append('timezone', timezone);
}

/**
 * Makes a plausible request for a world: an endpoint, a window, filters and options. They are built around one row of the
 * world, so that most answers are not empty; about one in twenty-five is bad input.
 */
export function randomRequest(rng: Rng, world: World): OracleRequest {
  // Pages have the most parameters of their own, so they are asked for more often than their turn.
  const path = rng.chance(0.15)
    ? 'executions/paginated'
    : rng.pick(rng.chance(0.25) ? catalogPaths : requestPaths);
  const query = new URLSearchParams();
  const witness = witnessRow(rng, world);
  const zone = rng.chance(0.5) ? rng.pick(clockZones) : 'UTC';
  if (zone !== 'UTC' || rng.chance(0.1)) query.set('timezone', zone);
  const interval = path.endsWith('/trend') ? addTrendParameters(rng, query) : null;
  addRandomWindow(rng, query, { world, witness, zone, narrow: interval === 'hour' });
  addRandomFilters(rng, query, { world, witness });
  if (rng.chance(0.6))
    query.set('scoringMode', rng.pick(['all-stages', 'any-stage', 'any-stage', 'per-stage', 'per-stage']));
  if (hasLimit(path) && rng.chance(0.3)) query.set('limit', String(rng.pick([1, 2, 3, 5, 10_000])));
  if (path === 'canonical-test-count' && rng.chance(0.7))
    query.set('days', String(rng.pick([1, 7, 30, 365, 36_500, 100_000_000])));
  if (path === 'executions/paginated') addRandomPage(rng, query);
  if (LISTS_OF_ROWS.includes(path) && rng.chance(0.4)) query.set('include', 'archived');
  addDecoration(rng, query);
  if (rng.chance(0.04)) addRandomFlaw(rng, query);
  return { path, query };
}
