import { isDeepStrictEqual } from 'node:util';
import { ask, EVERY_ORGANIZATION } from '@achilles/query-core';
import { ENDPOINTS, type EndpointName, parseRequest } from '@achilles/types';
import type { PageRequest } from './page-requests.ts';
import type { RowsTargets } from './rows-targets.ts';

const endpointAt = (path: string): EndpointName =>
  (Object.keys(ENDPOINTS) as EndpointName[]).find((name) => ENDPOINTS[name].path === path) as EndpointName;

/** Cursors differ from store to store. */
function withoutCursor(body: unknown): unknown {
  const { pagination, ...rest } = body as { pagination?: { nextCursor?: string } };
  if (pagination === undefined) return body;
  const { nextCursor, ...place } = pagination;
  return { ...rest, pagination: place };
}

/** Asks for one page over the API and of DuckDB. @throws when they differ: numbers before their speed */
export async function checkPage({ api, duckdb }: RowsTargets, request: PageRequest): Promise<void> {
  const answer = JSON.parse(await api.read(request.path, request.parameters)) as unknown;
  const endpoint = endpointAt(request.path);
  const parameters = parseRequest(endpoint, new URLSearchParams(request.parameters));
  const { body } = await ask(duckdb, {
    ...{ endpoint, parameters, scope: EVERY_ORGANIZATION, now: Date.now(), caller: 'bench' },
  });
  if (!isDeepStrictEqual(withoutCursor(answer), withoutCursor(body)))
    throw new Error(`${request.name}: Elasticsearch and DuckDB differ`);
}
