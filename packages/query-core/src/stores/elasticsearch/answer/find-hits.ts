import { errors } from '@elastic/elasticsearch';
import { StoreError } from '../../../ports/store-error.ts';
import type { Query } from '../query/query.ts';
import type { Find, FindBody, Hit, SortValue } from './group-reader.ts';

/** How many rows an index gives in one search unless its operator says otherwise (Elasticsearch, `index.max_result_window`). */
export const RESULT_WINDOW = 10_000;
const TOO_LARGE = /Result window is too large, from \+ size must be less than or equal to: \[(\d+)\]/;

/** What an operator allows in one search; null where that is not what failed. */
function allowedWindow(error: unknown): number | null {
  if (!(error instanceof StoreError) || !(error.cause instanceof errors.ResponseError)) return null;
  const [, allowed] = TOO_LARGE.exec(JSON.stringify(error.cause.body ?? '')) ?? [];
  return allowed === undefined ? null : Number(allowed);
}

interface NumericKey {
  readonly order: 'asc' | 'desc';
  readonly numeric_type?: 'long' | 'double';
}

/** What stands for a missing number, which sorts last: the largest or smallest of its type. */
const LAST = { long: ['9223372036854775807', '-9223372036854775808'], double: ['Infinity', '-Infinity'] };

const keyOf = (sort: Query): NumericKey => Object.values(sort)[0] as NumericKey;

/** Whether a number stands for a missing one; no double of JSON is as large as the largest integer of Elasticsearch. */
const isMissing = (value: SortValue, { numeric_type: type }: NumericKey): boolean =>
  (type === 'long' && Math.abs(Number(value)) >= 2 ** 63) ||
  (type === 'double' && LAST.double.includes(String(value)));

const toSent = (value: SortValue, { order, numeric_type: type }: NumericKey): unknown =>
  value === null && type !== undefined ? LAST[type][order === 'asc' ? 0 : 1] : value;

function toSend({ search_after: after, ...body }: FindBody): Query {
  if (after === undefined) return body;
  const keys = body.sort.map(keyOf);
  return { ...body, search_after: after.map((value, i) => toSent(value, keys[i] as NumericKey)) };
}

function withNulls(hits: readonly Hit[], sort: readonly Query[]): readonly Hit[] {
  const keys = sort.map(keyOf);
  if (keys.every(({ numeric_type: type }) => type === undefined)) return hits;
  return hits.map((hit) => ({
    ...hit,
    sort: hit.sort.map((value, i) => (isMissing(value, keys[i] as NumericKey) ? null : value)),
  }));
}

/**
 * Finds rows by searches that each ask for no more than their index gives.
 * @param send sends one search and returns its hits
 */
export function findHits(send: (body: Query) => Promise<readonly Hit[]>): Find {
  let window = RESULT_WINDOW;

  /** Reads on from row to row, without the rows that `from` leaves out. */
  async function findBySteps({ from = 0, size, search_after, ...body }: FindBody): Promise<Hit[]> {
    const found: Hit[] = [];
    let after = search_after;
    for (let left = from + size; left > 0; ) {
      const isLeftOut = left > size;
      const step = Math.min(window, isLeftOut ? left - size : left);
      const hits = await find({
        ...(body as FindBody),
        ...(isLeftOut && { _source: false }),
        ...(after !== undefined && { search_after: after }),
        size: step,
      });
      if (!isLeftOut) found.push(...hits);
      if (hits.length < step) break;
      after = hits.at(-1)?.sort;
      left -= step;
    }
    return found;
  }

  async function find(body: FindBody): Promise<readonly Hit[]> {
    const wanted = (body.from ?? 0) + body.size;
    if (wanted > window) return findBySteps(body);
    try {
      return withNulls(await send({ track_total_hits: false, ...toSend(body) }), body.sort);
    } catch (error) {
      const allowed = allowedWindow(error);
      if (allowed === null || allowed >= wanted) throw error;
      window = allowed;
      return findBySteps(body);
    }
  }
  return find;
}
