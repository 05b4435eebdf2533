import { ApiError, ENDPOINTS, type EndpointName, parseRequest } from '@achilles/types';
import { ask } from '../../src/ask.ts';
import { Cursors, ownCursorKeys } from '../../src/cursors/cursors.ts';
import { EVERY_ORGANIZATION, type Scope } from '../../src/plan/scope.ts';
import type { ResultReader } from '../../src/ports/result-reader.ts';
import type { OracleAnswer } from '../oracle/oracle.ts';
import type { OracleRequest } from '../worlds/random-request.ts';
import type { World } from '../worlds/world.ts';

const cursors = new Cursors(ownCursorKeys());

function endpointAt(path: string): EndpointName {
  const name = (Object.keys(ENDPOINTS) as EndpointName[]).find(
    (candidate) => ENDPOINTS[candidate].path === path,
  );
  if (name === undefined) throw new Error(`no endpoint is declared at ${path}`);
  return name;
}

/** Asks a store what the oracle is asked, through the product's whole path, and words the outcome as the oracle does. */
export async function askStore(
  reader: ResultReader,
  world: World,
  { path, query }: OracleRequest,
  scope: Scope = EVERY_ORGANIZATION,
): Promise<OracleAnswer> {
  const endpoint = endpointAt(path);
  try {
    const parameters = parseRequest(endpoint, query);
    const input = { endpoint, parameters, scope, now: world.now, caller: 'test' };
    const { body, total } = await ask({ reader, organizations: world.organizations, cursors }, input);
    ENDPOINTS[endpoint].response.parse(body);
    return total === undefined ? { status: 200, body } : { status: 200, body, totalCount: total };
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 400 && error.status !== 403)) throw error;
    const parameter = error.details?.[0]?.path;
    return parameter === undefined ? { status: error.status } : { status: error.status, parameter };
  }
}
