import { ENDPOINTS, type EndpointName, PERMISSIONS, parametersOf } from '@achilles/types';
import type Router from '@koa/router';
import { ANALYTICS } from './analytics-path.ts';
import { exportPath } from './openapi-export.ts';
import { jobPaths, jobSchemas } from './openapi-jobs.ts';
import { operationPaths } from './openapi-operations.ts';
import {
  answeredHeaders,
  failure,
  heldFailures,
  type Json,
  jsonContent,
  jsonSchema,
  parameter,
  storeFailures,
} from './openapi-parts.ts';

function operation(name: EndpointName): Json {
  const { summary, permission, response, parameters } = ENDPOINTS[name];
  return {
    operationId: name,
    summary,
    description: `Permission: ${permission}`,
    parameters: Object.entries(parametersOf(name)).map(([key, declared]) => parameter(key, declared)),
    responses: {
      200: {
        description: summary,
        headers: answeredHeaders(...('limit' in parameters ? ['X-Total-Count'] : [])),
        content: jsonContent(jsonSchema(response, 'output')),
      },
      400: failure('The request can not be answered; the message names the parameter and what is accepted'),
      406: failure('Only application/json is answered'),
      ...('cursor' in parameters && heldFailures()),
      ...storeFailures(),
    },
  };
}

/** The API as an OpenAPI 3.1 document, derived from the declarations that also parse the requests. */
export const openApiDocument = (): Json => ({
  openapi: '3.1.0',
  info: { title: 'Achilles Analytics', version: '1', description: `Permissions: ${PERMISSIONS.join(', ')}` },
  paths: {
    ...Object.fromEntries(
      (Object.keys(ENDPOINTS) as EndpointName[]).map((name) => [
        ANALYTICS + ENDPOINTS[name].path,
        { get: operation(name) },
      ]),
    ),
    ...exportPath(),
    ...jobPaths(),
    ...operationPaths(),
  },
  components: { schemas: jobSchemas() },
});

/** Serves the document at `/api/openapi.json`. */
export function mountOpenApi(router: Router): void {
  router.get('/api/openapi.json', (ctx) => {
    ctx.body = openApiDocument();
  });
}
