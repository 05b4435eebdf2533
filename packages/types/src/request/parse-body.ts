import { z } from 'zod';
import { ApiError, type ErrorDetail } from '../errors.ts';
import { faultClause } from './fault-clause.ts';
import { nearName } from './nearest-name.ts';

function unknownField(name: string, known: readonly string[]): string {
  const near = nearName(name, known);
  if (near !== undefined) return `unknown field '${name}'; did you mean '${near}'?`;
  return known.length === 0
    ? `unknown field '${name}'; there are none here`
    : `unknown field '${name}'; accepted are ${known.join(', ')}`;
}

function detailsOf(issue: z.core.$ZodIssue, known: readonly string[]): ErrorDetail[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key].join('.');
      // What is known below the top is not told by the schema of the body.
      const message = issue.path.length === 0 ? unknownField(key, known) : `unknown field '${path}'`;
      return { path, message };
    });
  }
  const path = issue.path.join('.');
  if (path === '') return [{ path: 'body', message: `the body ${issue.message}` }];
  return [{ path, message: `${path} ${issue.message}` }];
}

/**
 * Parses a JSON body by its schema. Whatever a schema says of a fault itself continues a sentence that begins with the
 * name of the field: `is required: …`, `must be …`.
 * @throws ApiError `bad-request` with a detail for each field at fault, unknown ones included (CONTRACT section 8)
 */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body, { error: faultClause });
  if (parsed.success) return parsed.data;
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  throw ApiError.badRequest(parsed.error.issues.flatMap((issue) => detailsOf(issue, known)));
}
