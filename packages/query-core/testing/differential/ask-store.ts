import { ApiError, ENDPOINTS, type EndpointName, parseRequest } from '@achilles/types';
import { ask } from '../../src/ask.ts';
import { Cursors, ownCursorKeys } from '../../src/cursors/cursors.ts';
import { EVERY_ORGANIZATION, type Scope } from '../../src/plan/scope.ts';
import type { ResultReader } from '../../src/ports/result-reader.ts';
import type { OracleAnswer } from '../oracle/oracle.ts';
import type { OracleRequest } from '../worlds/random-request.ts';
import type { World } from '../worlds/world.ts';
import { takeCursor } from './take-cursor.ts';

/** The cursors of everything that is asked for in a test. */
export const testCursors = new Cursors(ownCursorKeys());
/** Whoever asks in a test. */
export const TEST_CALLER = 'test';

/** A store's answer in the oracle's words. */
export interface PageAnswer {
  readonly answer: OracleAnswer;
  /** When its snapshot was taken; absent from refusals. */
  readonly asOf?: number;
  /** The cursor of the next page, where there is one. */
  readonly nextCursor?: string;
}

function endpointAt(path: string): EndpointName {
  const name = (Object.keys(ENDPOINTS) as EndpointName[]).find(
    (candidate) => ENDPOINTS[candidate].path === path,
  );
  if (name === undefined) throw new Error(`no endpoint is declared at ${path}`);
  return name;
}

/** A refusal in the oracle's words. @throws whatever else went wrong */
function refusalOf(error: unknown): OracleAnswer {
  if (!(error instanceof ApiError) || (error.status !== 400 && error.status !== 403)) throw error;
  const parameter = error.details?.[0]?.path;
  return parameter === undefined ? { status: error.status } : { status: error.status, parameter };
}

/** Asks a store through the product's whole path; the query may hold the cursor of the page before. */
export async function askPage(
  reader: ResultReader,
  world: World,
  { path, query }: OracleRequest,
  scope: Scope = EVERY_ORGANIZATION,
  caller: string = TEST_CALLER,
): Promise<PageAnswer> {
  const endpoint = endpointAt(path);
  try {
    const parameters = parseRequest(endpoint, query);
    const input = { endpoint, parameters, scope, now: world.now, caller };
    const context = { reader, organizations: world.organizations, cursors: testCursors };
    const { body: answered, total, asOf } = await ask(context, input);
    ENDPOINTS[endpoint].response.parse(answered);
    const { body, nextCursor } = takeCursor(answered);
    const answer = { status: 200, body, ...(total !== undefined && { totalCount: total }) } as const;
    return { answer, asOf, ...(nextCursor !== undefined && { nextCursor }) };
  } catch (error) {
    return { answer: refusalOf(error) };
  }
}

/** Asks a store what the oracle is asked, and words the outcome as the oracle does: without the cursor of a page. */
export async function askStore(
  reader: ResultReader,
  world: World,
  request: OracleRequest,
  scope: Scope = EVERY_ORGANIZATION,
): Promise<OracleAnswer> {
  return (await askPage(reader, world, request, scope)).answer;
}
