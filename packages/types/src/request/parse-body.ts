import { z } from 'zod';
import { ApiError, type ErrorDetail } from '../errors.ts';
import { nearestName } from './nearest-name.ts';

function unknownField(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined
    ? `unknown field '${name}'`
    : `unknown field '${name}'; did you mean '${nearest}'?`;
}

function detailsOf(issue: z.core.$ZodIssue, known: readonly string[]): ErrorDetail[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key].join('.'),
      message: unknownField(key, known),
    }));
  }
  const where = issue.path.join('.') || 'body';
  return [{ path: where, message: `${where}: ${issue.message}` }];
}

/**
 * Parses a JSON body by its schema.
 * @throws ApiError `bad-request` with a detail for each field at fault, unknown ones included (CONTRACT section 8)
 */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  throw ApiError.badRequest(parsed.error.issues.flatMap((issue) => detailsOf(issue, known)));
}
