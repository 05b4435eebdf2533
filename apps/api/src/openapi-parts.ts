import type { Parameter } from '@achilles/types';
import { z } from 'zod';

/** A piece of the OpenAPI document. */
export type Json = Record<string, unknown>;

/** The JSON Schema of what a zod schema takes or gives. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return rest;
}

/** A query parameter by its declaration. */
export function parameter(name: string, declared: Parameter<unknown>): Json {
  const { kind, description, example } = declared;
  const schema = kind === 'list' ? { type: 'string' } : jsonSchema(declared.schema, 'input');
  const shown = schema.type === 'integer' ? Number(example) : example;
  return { name, in: 'query', required: false, description, example: shown, schema };
}

/** The `{id}` of a path. */
export const ID_IN_PATH: Json = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

/** A body of JSON. */
export const jsonContent = (schema: Json): Json => ({ 'application/json': { schema } });

const ALWAYS = ['X-Window', 'X-As-Of', 'X-Rollup', 'X-Request-Id'];

/** The headers that an answer over executions can be quoted with, and those that it has besides. */
export const answeredHeaders = (...besides: readonly string[]): Json =>
  Object.fromEntries([...ALWAYS, ...besides].map((name) => [name, { schema: { type: 'string' } }]));

/** What a store that can't answer is told as. */
export const storeFailures = (): Json => ({
  503: failure('The data store is not available; Retry-After says when to try again'),
  504: failure('The data store took too long'),
});

/** What lists that hold a snapshot may answer besides. */
export const heldFailures = (): Json => ({
  410: failure('The snapshot of the cursor is not open any more; begin anew without it'),
  429: failure('As many snapshots are open as may be; Retry-After says when to try again'),
});

/** A failure with the envelope of CONTRACT section 8. */
export const failure = (description: string): Json => ({
  description,
  content: jsonContent({ $ref: '#/components/schemas/ErrorEnvelope' }),
});
