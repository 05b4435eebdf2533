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
export const parameter = (
  name: string,
  { schema, kind, description, example }: Parameter<unknown>,
): Json => ({
  name,
  in: 'query',
  required: false,
  description,
  example,
  schema: kind === 'list' ? { type: 'string' } : jsonSchema(schema, 'input'),
});

/** The `{id}` of a path. */
export const ID_IN_PATH: Json = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

/** A body of JSON. */
export const jsonContent = (schema: Json): Json => ({ 'application/json': { schema } });

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
