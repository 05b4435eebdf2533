import { OracleFailure } from './oracle-failure.ts';
import { parseList } from './parse-list.ts';

/** The parameters that every read endpoint takes (CONTRACT section 2). */
export const SHARED_PARAMETERS: readonly string[] = [
  ...[
    'from',
    'to',
    'org',
    'tests',
    'techniques',
    'hostnames',
    'categories',
    'severities',
    'threatActors',
    'tags',
  ],
  ...['errorNames', 'errorCodes', 'bundleNames', 'result', 'scoringMode', 'timezone', 'excludeCyberHygiene'],
];

/** Reads a query string by the rules of CONTRACT sections 2 and 9; every reader throws an OracleFailure that names the parameter. */
export class Parameters {
  readonly #query: URLSearchParams;

  /** `own` are the endpoint's own parameters; any name beyond those and the shared ones is a 400, save the cache buster `_`. */
  constructor(query: URLSearchParams, own: readonly string[]) {
    this.#query = query;
    const known = new Set([...SHARED_PARAMETERS, ...own, '_']);
    for (const name of query.keys()) if (!known.has(name)) throw new OracleFailure(400, name);
  }

  /** The one value of a parameter, or null when absent or empty; different values are a contradiction. */
  single(name: string): string | null {
    const values = this.#query.getAll(name).map((value) => value.trim());
    const distinct = new Set(values.filter((value) => value !== ''));
    if (distinct.size > 1) throw new OracleFailure(400, name);
    return [...distinct][0] ?? null;
  }

  /** All values of a list parameter, or null when it holds none. */
  list(name: string): string[] | null {
    const values = this.#query.getAll(name).flatMap(parseList);
    return values.length === 0 ? null : values;
  }

  /** One of a closed set of values. */
  choice<T extends string>(name: string, choices: readonly T[], absent: T): T {
    const value = this.single(name);
    if (value === null) return absent;
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw new OracleFailure(400, name);
    return found;
  }

  /** A whole number from `least` to `most`, or null when absent. */
  integer(name: string, least: number, most: number): number | null {
    const value = this.single(name);
    if (value === null) return null;
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= least && number <= most)) throw new OracleFailure(400, name);
    return number;
  }
}
