import { described, withinCategory } from './figures.ts';
import type { AggResult, BucketResult } from './plain-target.ts';

/** Figures that are being put together. */
export type GrowingFigures = Map<string, (string | number | null)[]>;

const countOf = (result: AggResult, name: string): number =>
  (result[name] as AggResult | undefined)?.doc_count ?? 0;

/** The verdicts of rows that are units of their own. */
function verdictsOf(result: AggResult): [number, number, number] {
  const [stopped, detected] = [countOf(result, 'protected'), countOf(result, 'detected')];
  return [stopped, detected, (result.doc_count ?? 0) - stopped - detected];
}

/** Reads the counts of a search whose rows are units of their own. */
export function readVerdicts(result: AggResult, into: GrowingFigures): void {
  const values = result.values as AggResult | undefined;
  if (values === undefined) into.set('', verdictsOf(result));
  for (const bucket of values?.buckets ?? []) {
    const key = String(bucket.key);
    into.set(key, verdictsOf(bucket));
    for (const inner of (bucket.inner as AggResult | undefined)?.buckets ?? [])
      into.set(withinCategory(key, String(inner.key)), verdictsOf(inner));
  }
}

interface NewestHit {
  readonly _source: {
    readonly f0rtika: {
      readonly test_uuid: string;
      readonly severity?: string;
      readonly category?: string;
    };
  };
}

function descriptionOf(bucket: BucketResult): (string | number | null)[] {
  const { hits } = bucket.newest as { hits: { hits: NewestHit[] } };
  const newest = hits.hits[0]?._source.f0rtika;
  const uuids = (bucket.uuids as AggResult).value ?? 0;
  return [newest?.test_uuid ?? null, newest?.severity ?? null, newest?.category ?? null, uuids];
}

/** Reads which test the newest row of each bucket ran. */
export function readDescriptions(result: AggResult, into: GrowingFigures): void {
  for (const bucket of (result.values as AggResult).buckets ?? [])
    into.set(described(String(bucket.key)), descriptionOf(bucket));
}
