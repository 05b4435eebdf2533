import type { Scope } from '../../src/plan/scope.ts';
import type { ResultReader } from '../../src/ports/result-reader.ts';
import { type Listing, lengthOf } from '../oracle/listing.ts';
import { askOracle } from '../oracle/oracle.ts';
import type { OracleRequest } from '../worlds/random-request.ts';
import type { World } from '../worlds/world.ts';
import { answerFault } from './answer-fault.ts';
import { askPage, askStore } from './ask-store.ts';
import { countsFault } from './counts-fault.ts';
import { itemsFault, itemsOf } from './listing-fault.ts';

function withParameter({ path, query }: OracleRequest, name: string, value: string): OracleRequest {
  const changed = new URLSearchParams(query);
  changed.set(name, value);
  return { path, query: changed };
}

/**
 * Walks from the page that is asked for to the last one by cursor, and asks for each of these pages by its number too.
 * @returns what is wrong: a page that is not the oracle's, or a list that all pages together are not; null when nothing is
 */
export async function walkFault(
  reader: ResultReader,
  world: World,
  request: OracleRequest,
  scope: Scope,
  listing: Listing,
): Promise<string | null> {
  const walked: unknown[] = [];
  const { start, size } = listing;
  let asked = request;
  for (let page = start / size + 1; ; page++) {
    const numbered = withParameter(request, 'page', String(page));
    const oracle = askOracle(world, request.path, numbered.query, scope);
    const { answer, nextCursor } = await askPage(reader, world, asked, scope);
    const fault =
      answerFault(answer, oracle) ?? answerFault(await askStore(reader, world, numbered, scope), oracle);
    if (fault !== null) return `page ${page} of a walk from ${start} on: ${fault}`;
    if (answer.status !== 200) return null;
    walked.push(...itemsOf(answer.body).items);
    if (nextCursor === undefined) break;
    asked = withParameter(request, 'cursor', nextCursor);
  }
  if (walked.length !== Math.max(lengthOf(listing) - start, 0)) return `a walk from ${start} on ended early`;
  const fault = itemsFault(walked, listing, start);
  if (fault !== null) return `a walk from ${start} on, all pages together: ${fault}`;
  return start === 0 ? countsFault(reader, world, request, scope, walked) : null;
}
