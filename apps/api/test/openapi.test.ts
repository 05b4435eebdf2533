import {
  ENDPOINTS,
  FILTERS,
  JOB_LIST_PARAMETERS,
  JOBS,
  type JobDeclaration,
  OPERATIONS,
  type Operation,
} from '@achilles/types';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { openApiDocument } from '../src/openapi.ts';

interface Documented {
  readonly parameters: readonly { readonly name: string; readonly description: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
}
const document = openApiDocument() as {
  paths: Record<string, Record<'get' | 'post' | 'delete', Documented>>;
};

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  expect(validator.version).toBe('3.1');
});

test('it holds every endpoint with every parameter, described', () => {
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(Object.values(ENDPOINTS).map(({ path }) => `/api/analytics/${path}`)),
  );
  for (const { path, parameters } of Object.values(ENDPOINTS)) {
    const operation = document.paths[`/api/analytics/${path}`]?.get;
    const names = operation?.parameters.map(({ name }) => name);
    expect(names).toEqual([...Object.keys(FILTERS), ...Object.keys(parameters)]);
    expect(operation?.parameters.every(({ description }) => description !== '')).toBe(true);
    expect(Object.keys(operation?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '400', '406', '503']),
    );
  }
});

test('it holds every job that may be asked for, and what tells of jobs', () => {
  for (const { request } of Object.values<JobDeclaration>(JOBS)) {
    if (request === null) continue;
    const operation = document.paths[`/api/analytics/${request.path}`]?.post;
    expect(operation?.parameters.map(({ name }) => name)).toEqual([
      ...(request.body === 'upload' ? Object.keys(request.parameters) : []),
      'Prefer',
      'Idempotency-Key',
    ]);
    expect(operation).toHaveProperty('requestBody.content');
    const statuses = Object.keys(operation?.responses ?? {}).filter((status) => status !== '413');
    expect(statuses).toEqual(['200', '202', '400', '403', '415', '422', '503']);
  }
  expect(document.paths['/api/analytics/executions/archive']?.post.responses).toHaveProperty(
    '202.content.application/json.schema.properties.data.allOf.1.properties.payload.required',
    ['groupKeys', 'groupKeyCount', 'dryRun'],
  );
  expect(document.paths['/api/analytics/executions/restore']?.post).toHaveProperty(
    'requestBody.content.application/json.schema.oneOf',
    [expect.objectContaining({ required: ['jobId'] }), expect.objectContaining({ required: ['from', 'to'] })],
  );
  const list = document.paths['/api/analytics/jobs']?.get;
  expect(list?.parameters.map(({ name }) => name)).toEqual(Object.keys(JOB_LIST_PARAMETERS));
  const one = document.paths['/api/analytics/jobs/{id}'];
  expect(Object.keys(one?.get.responses ?? {})).toContain('404');
  expect(Object.keys(one?.delete.responses ?? {})).toEqual(['200', '202', '400', '403', '404', '409', '503']);
  expect(document.paths['/api/analytics/jobs/{id}/events']?.get.responses).toHaveProperty([
    '200',
    'content',
    'text/event-stream',
  ]);
});

test('it holds every operation with what it takes and answers', () => {
  for (const [name, declared] of Object.entries<Operation>(OPERATIONS)) {
    const operation = document.paths[declared.path]?.[declared.method];
    expect(operation).toMatchObject({ operationId: name, description: `Permission: ${declared.permission}` });
    const inPath = declared.path.includes('{id}') ? ['id'] : [];
    expect(operation?.parameters.map((parameter) => parameter.name)).toEqual([
      ...inPath,
      ...Object.keys(declared.parameters),
    ]);
    const statuses = Object.keys(operation?.responses ?? {});
    expect(statuses).toEqual(expect.arrayContaining([`${declared.status}`, '400', '406', '503']));
    expect(statuses.includes('415')).toBe(declared.body !== null);
    expect(statuses.includes('404')).toBe(declared.failures.includes('not-found'));
    expect('requestBody' in (operation ?? {})).toBe(declared.body !== null);
  }
  expect(document.paths['/api/risk-acceptances']?.post).toHaveProperty(
    'requestBody.content.application/json.schema.required',
    ['test_name', 'justification'],
  );
});
