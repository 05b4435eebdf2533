import { OPERATIONS, type Operation, type OperationName } from '@achilles/types';
import { failure, ID_IN_PATH, type Json, jsonContent, jsonSchema, parameter } from './openapi-parts.ts';

const FAILURES: Record<Operation['failures'][number], [number, string]> = {
  'not-found': [404, 'There is no such thing, or it is of another organization'],
  conflict: [409, 'It has been done already'],
};

const bodyOf = (body: Operation['body']): Json =>
  body === null ? {} : { requestBody: { required: true, content: jsonContent(jsonSchema(body, 'input')) } };

const WITH_BODY: Json = {
  403: failure('A page of another origin asked, or the body names another organization'),
  413: failure('The body is larger than 1 MiB'),
  415: failure('The body is not application/json'),
};

function operation(name: OperationName): Json {
  const declared: Operation = OPERATIONS[name];
  const { summary, permission, parameters, path, body, status, response, failures } = declared;
  return {
    operationId: name,
    summary,
    description: `Permission: ${permission}`,
    parameters: [
      ...(path.includes('{id}') ? [ID_IN_PATH] : []),
      ...Object.entries(parameters).map(([key, value]) => parameter(key, value)),
    ],
    ...bodyOf(body),
    responses: {
      [status]: { description: summary, content: jsonContent(jsonSchema(response, 'output')) },
      400: failure('The request can not be followed; the message names what is wrong and what is accepted'),
      406: failure('Only application/json is answered'),
      ...(body === null ? {} : WITH_BODY),
      ...Object.fromEntries(failures.map((code) => [FAILURES[code][0], failure(FAILURES[code][1])])),
      503: failure('The data store is not available; Retry-After says when to try again'),
    },
  };
}

/** The paths of the declared operations. */
export function operationPaths(): Json {
  const paths: Record<string, Json> = {};
  for (const name of Object.keys(OPERATIONS) as OperationName[]) {
    const { path, method } = OPERATIONS[name];
    paths[path] = { ...paths[path], [method]: operation(name) };
  }
  return paths;
}
