import { type FieldName, readExecution } from '@achilles/types';
import type { Plan } from '../../../plan/plan.ts';
import { StoreError } from '../../../ports/store-error.ts';
import { compileScope } from '../query/compile-predicate.ts';
import { longValues } from '../query/long-values.ts';
import { allOf, type Query } from '../query/query.ts';
import type { AggResult } from './count-rows.ts';
import type { SearchReader } from './group-reader.ts';

/** So many rows with a value that was not kept are looked at; more are refused unseen. */
const ROWS_LOOKED_AT = 100;

const refusal = (paths: readonly string[]): StoreError =>
  new StoreError(
    'unreadable',
    `rows have a value in ${paths.join(' or ')} that is looked for and that their index did not keep (ignore_above); ` +
      'reindex them with a mapping that keeps it, or leave their index out of the index pattern',
  );

interface TopHits {
  readonly hits: { readonly hits: readonly { readonly _source: Readonly<Record<string, unknown>> }[] };
}

/**
 * A row whose value is longer than its index keeps is found by no query for that value: such rows are looked for by what
 * their index noted, and compared with what was sent.
 * @throws StoreError `unreadable` when one of them is looked for
 */
export async function refuseLostValues(
  { paths, search }: SearchReader,
  plan: Plan,
  leftOut: readonly Query[],
): Promise<void> {
  const wanted = longValues(plan);
  if (wanted.size === 0) return;
  const fields = [...wanted.keys()];
  const ignored = fields.map(paths);
  // Rows of others decide nothing, unless it is the organization itself that was not kept.
  const scope = wanted.has('org') ? [] : [compileScope(plan.scope, paths)];
  const results = await search({
    size: 0,
    track_total_hits: false,
    query: allOf([{ terms: { _ignored: ignored } }, ...scope], leftOut),
    aggs: { rows: { filter: { match_all: {} }, aggs: { sources: { top_hits: { size: ROWS_LOOKED_AT } } } } },
  });
  const rows = results?.rows as (AggResult & { readonly sources: TopHits }) | undefined;
  if (rows === undefined || (rows.doc_count ?? 0) === 0) return;
  if ((rows.doc_count ?? 0) > ROWS_LOOKED_AT) throw refusal(ignored);
  const isWanted = (source: Readonly<Record<string, unknown>>, field: FieldName): boolean => {
    const value = readExecution(source).execution?.[field];
    const values = Array.isArray(value) ? value : [value];
    return values.some((one) => wanted.get(field)?.has(String(one)));
  };
  for (const { _source } of rows.sources.hits.hits)
    if (fields.some((field) => isWanted(_source, field))) throw refusal(ignored);
}
