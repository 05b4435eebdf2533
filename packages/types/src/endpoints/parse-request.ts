import { ApiError } from '../errors.ts';
import { FILTERS } from '../request/filters.ts';
import { parseParameters } from '../request/parse-parameters.ts';
import type { Endpoint, RequestOf } from './endpoint.ts';
import { ENDPOINTS, type EndpointName, type Endpoints } from './endpoints.ts';

/** Everything an endpoint accepts in its query string: the filters first, then what is its own. */
export const parametersOf = (name: EndpointName) => ({ ...FILTERS, ...ENDPOINTS[name].parameters });

/**
 * Parses the query string of an endpoint by its declaration.
 * @throws ApiError `bad-request` with a detail for each parameter at fault (CONTRACT section 2)
 */
export function parseRequest<N extends EndpointName>(
  name: N,
  query: URLSearchParams,
): RequestOf<Endpoints[N]> {
  const values = parseParameters(parametersOf(name), query);
  const endpoint: Endpoint = ENDPOINTS[name];
  const details = endpoint.check(values);
  if (details.length > 0) throw ApiError.badRequest(details);
  return values as RequestOf<Endpoints[N]>;
}
