import type { World } from '../worlds/world.ts';
import { countedRows, liveAndArchivedRows } from './counted-rows.ts';
import { endpoints, type OraclePath } from './endpoints.ts';
import type { Listing } from './listing.ts';
import { OracleFailure } from './oracle-failure.ts';
import { Parameters } from './parameters.ts';
import type { OracleEndpoint, Question } from './question.ts';
import { rowFilter } from './row-filter.ts';
import { readWindow, readZone } from './time-window.ts';
import { SCORING_MODES } from './units.ts';

/** Whose data the caller may see: everything, or one organization's (CONTRACT section 7). */
export type OracleScope = { readonly kind: 'all' } | { readonly kind: 'organization'; readonly org: string };

/** A 200 with its body and, where the endpoint has a limit, `X-Total-Count`; or a refusal that names the parameter. */
export type OracleAnswer =
  | { readonly status: 200; readonly body: unknown; readonly totalCount?: number }
  | { readonly status: 400 | 403; readonly parameter?: string };

/** What the oracle says to a request; `listing` where rows may tie, so that several bodies are right. */
export interface OracleVerdict {
  readonly answer: OracleAnswer;
  readonly listing?: Listing;
}

function endpointOf(path: string): OracleEndpoint {
  const known = Object.keys(endpoints).find((name): name is OraclePath => name === path);
  if (known === undefined) throw new Error(`The oracle has no endpoint ${path}`);
  return endpoints[known];
}

function parse(world: World, query: URLSearchParams, endpoint: OracleEndpoint, scope: OracleScope): Question {
  const parameters = new Parameters(query, endpoint.parameters);
  const zone = readZone(parameters);
  const included = parameters.single('include');
  if (included !== null && included !== 'archived') throw new OracleFailure(400, 'include');
  const rows = included === null ? countedRows(world) : liveAndArchivedRows(world);
  // An empty scope is nobody's, even where a document has an empty organization.
  const visible = (org: string | null) => scope.kind === 'all' || (scope.org !== '' && org === scope.org);
  const matchingBut = (filter: string | null) => {
    const matches = rowFilter(parameters, filter);
    return rows.filter((row) => visible(row.org) && matches(row));
  };
  return {
    world,
    parameters,
    zone,
    window: readWindow(parameters, world.now, zone),
    mode: parameters.choice('scoringMode', SCORING_MODES, 'all-stages'),
    matching: matchingBut(null),
    matchingBut,
  };
}

/**
 * Answers one analytics request over plain arrays, from the contract alone: the third, independent answer beside those of
 * the stores. `path` is what follows `/api/analytics/`, such as `defense-score/by-test`; `scope` defaults to everything.
 * Bad input (400) is told before another organization (403).
 */
export function askOracle(
  world: World,
  path: string,
  query: URLSearchParams,
  scope: OracleScope = { kind: 'all' },
): OracleVerdict {
  const endpoint = endpointOf(path);
  try {
    const question = parse(world, query, endpoint, scope);
    const { listing, ...answer } = endpoint.answer(question);
    const org = question.parameters.single('org');
    if (scope.kind === 'organization' && org !== null && org !== scope.org) {
      throw new OracleFailure(403, 'org');
    }
    return { answer: { status: 200, ...answer }, ...(listing !== undefined && { listing }) };
  } catch (error) {
    if (error instanceof OracleFailure) {
      return { answer: { status: error.status, parameter: error.parameter } };
    }
    throw error;
  }
}

/** The answer alone; where rows tie, one of those that are right. */
export function oracleAnswer(
  world: World,
  path: string,
  query: URLSearchParams,
  scope?: OracleScope,
): OracleAnswer {
  return askOracle(world, path, query, scope).answer;
}
