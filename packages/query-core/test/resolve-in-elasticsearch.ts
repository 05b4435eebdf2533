/** A time expression as a range query takes it. */
export interface LiveExpression {
  readonly expression: string;
  /** IANA name. */
  readonly zone: string;
  /** Down as in `gte`, up as in `lte`. */
  readonly rounding: 'down' | 'up';
}

/** What a running Elasticsearch makes of an expression, epoch milliseconds. */
export interface LiveResolution {
  /** What `now` was in that very query. */
  readonly now: number;
  /** Null where it refuses the expression. */
  readonly instant: number | null;
}

interface Validation {
  readonly valid: boolean;
  readonly explanations?: readonly { readonly explanation?: string; readonly error?: string }[];
}

const JSON_TYPE = { 'content-type': 'application/json' };
const RANGE = /indexQuery=t:\[(-?\d+) TO (-?\d+)\]/g;
const FURTHEST = 8_640_000_000_000_000;
const REFUSED = /failed to parse|cannot parse|not supported|ParseException|IllegalArgumentException/;

async function ask<T>(url: string, method: string, body: unknown): Promise<T> {
  const response = await fetch(url, { method, headers: JSON_TYPE, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Creates an index whose only row spans all of time, so that no range is rewritten to all or nothing. */
export async function createTimeIndex(node: string, index: string): Promise<void> {
  await ask(`${node}/${index}`, 'PUT', {
    settings: { number_of_shards: 1, number_of_replicas: 0 },
    mappings: { properties: { t: { type: 'date' } } },
  });
  await ask(`${node}/${index}/_doc/1?refresh=true`, 'PUT', { t: [-FURTHEST, FURTHEST] });
}

/**
 * Lets a running Elasticsearch resolve an expression: a validated range query shows its bounds. A second range on bare
 * `now` in the same query tells what `now` was.
 */
export async function resolveInElasticsearch(
  node: string,
  index: string,
  { expression, zone, rounding }: LiveExpression,
): Promise<LiveResolution> {
  const bound = rounding === 'down' ? 'gte' : 'lte';
  const filter = [{ gte: 'now' }, { [bound]: expression, time_zone: zone }].map((t) => ({ range: { t } }));
  const url = `${node}/${index}/_validate/query?explain=true`;
  const { valid, explanations = [] } = await ask<Validation>(url, 'POST', { query: { bool: { filter } } });
  const { explanation = '', error = '' } = explanations[0] ?? {};
  if (!valid) {
    if (!REFUSED.test(error)) throw new Error(`'${expression}' failed: ${error}`);
    return { now: Number.NaN, instant: null };
  }
  const [now, range] = [...explanation.matchAll(RANGE)];
  if (now === undefined || range === undefined)
    throw new Error(`'${expression}' is explained as ${explanation}`);
  return { now: Number(now[1]), instant: Number(range[rounding === 'down' ? 1 : 2]) };
}
