import { ApiError, type ErrorDetail } from '../errors.ts';
import { nearestName } from './nearest-name.ts';
import type { Parameter, Parameters, ParameterValues } from './parameter.ts';
import { splitList } from './split-list.ts';

/** Dashboards add it to defeat caches; it means nothing. */
const CACHE_BUSTER = '_';

function unknownParameter(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  if (nearest === undefined) return `unknown parameter '${name}'; there are none here`;
  return `unknown parameter '${name}'; did you mean '${nearest}'? Accepted are ${known.join(', ')}`;
}

const distinctValues = (values: readonly string[]): string[] => [
  ...new Set(values.map((value) => value.trim()).filter((value) => value !== '')),
];

interface Parsed {
  readonly value?: unknown;
  readonly details: readonly ErrorDetail[];
}

function parseOne(name: string, { kind, schema }: Parameter<unknown>, given: readonly string[]): Parsed {
  const values = kind === 'list' ? [...new Set(given.flatMap(splitList))] : distinctValues(given);
  if (kind === 'one' && values.length > 1) {
    const message = `${name} was given more than once with different values: ${values.join(' and ')}`;
    return { details: [{ path: name, message }] };
  }
  const parsed = schema.safeParse(kind === 'one' || values.length === 0 ? values[0] : values);
  if (parsed.success) return { value: parsed.data, details: [] };
  return {
    details: parsed.error.issues.map(({ path, message }) => ({
      path: name,
      message: `${name} ${message}, not '${values[Number(path[0] ?? 0)]}'`,
    })),
  };
}

/**
 * Parses a query string by its declaration. Unknown names, a single value given twice with different values and
 * values that are not accepted are told all together.
 * @throws ApiError `bad-request` with a detail for each parameter at fault (CONTRACT section 2)
 */
export function parseParameters<P extends Parameters>(
  declared: P,
  query: URLSearchParams,
): ParameterValues<P> {
  const known = Object.keys(declared);
  const details: ErrorDetail[] = [...new Set(query.keys())]
    .filter((name) => name !== CACHE_BUSTER && !Object.hasOwn(declared, name))
    .map((name) => ({ path: name, message: unknownParameter(name, known) }));
  const values: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(declared)) {
    const parsed = parseOne(name, parameter, query.getAll(name));
    values[name] = parsed.value;
    details.push(...parsed.details);
  }
  if (details.length > 0) throw ApiError.badRequest(details);
  return values as ParameterValues<P>;
}
