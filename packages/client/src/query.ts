import type {
  EndpointName,
  Endpoints,
  EXECUTION_EXPORT,
  FILTERS,
  Parameter,
  Parameters,
} from '@achilles/types';

type Item = string | number;

/** What a parameter is given as: a list for those that take one, else the value. */
type Given<P> =
  P extends Parameter<infer T>
    ? [Extract<T, readonly unknown[]>] extends [never]
      ? NonNullable<T>
      : readonly Item[]
    : never;

/** What a set of parameters is given as. */
export type QueryOf<P extends Parameters> = { readonly [N in keyof P]?: Given<P[N]> | undefined };

/** The filters of every read endpoint (CONTRACT section 2). */
export type FilterQuery = QueryOf<typeof FILTERS>;
/** The filters and the own parameters of an endpoint. */
export type EndpointQuery<N extends EndpointName> = FilterQuery & QueryOf<Endpoints[N]['parameters']>;
/** The filters of an export. */
export type ExportQuery = FilterQuery & QueryOf<Omit<typeof EXECUTION_EXPORT.parameters, 'format'>>;

/** A comma separates values, so one inside a value is escaped, and so is what escapes it (CONTRACT section 2). */
const escaped = (item: Item): string => String(item).replaceAll(/[\\,]/g, (mark) => `\\${mark}`);

/** The query string of a request; values that are undefined are left out. */
export function queryString(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    search.set(name, Array.isArray(value) ? value.map(escaped).join(',') : String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
