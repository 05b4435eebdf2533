import type { Endpoint, FilterName, KeywordField, KeywordsField, ResponseOf } from '@achilles/types';
import type { Buckets, RowAggregate, RowBucket } from '../plan/plan.ts';
import { byRows } from '../score/row-order.ts';
import { type Answer, type Question, question, type ResolvedRequest } from './question.ts';
import { rowAggregate } from './row-aggregate.ts';

type Request = ResolvedRequest<Endpoint>;

/** A catalog's list, and how long it is before it is cut. */
export type CatalogList<I> = Required<Pick<Answer<I[]>, 'body' | 'total'>>;

/** What a catalog counts, and how it lists that: at most `limit` items, undefined for all. */
export interface Catalog<I> {
  aggregate(request: Request, limit: number | undefined): RowAggregate;
  list(found: Buckets<RowBucket>, request: Request, limit: number | undefined): CatalogList<I>;
}

/** How the values of one field are listed. */
export interface ValueCatalog<I> {
  readonly field: KeywordField | KeywordsField;
  /** The filter on that field, which does not apply (CONTRACT section 9, Own dimension). */
  readonly own: FilterName;
  /** Most rows first unless it says otherwise. */
  readonly order?: (a: RowBucket, b: RowBucket) => number;
  item(value: string, rows: number, request: Request): I;
}

/** The catalog of the values of one field. */
export const valueCatalog = <I>({ field, own, order = byRows, item }: ValueCatalog<I>): Catalog<I> => ({
  aggregate: (request, limit) =>
    rowAggregate(request, { by: [{ kind: 'field', field }], limit, leftOut: [own] }),
  list: ({ buckets, total }, request) => ({
    body: buckets.toSorted(order).map(({ keys, rows }) => item(String(keys[0]), rows, request)),
    total,
  }),
});

/** One item of the catalogs that filters are filled from. */
export interface CatalogItem {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** An item with a label of its own. */
export const labelledItem = (value: string, rows: number, label: string): CatalogItem => ({
  value,
  label,
  count: rows,
});

/** An item that is labelled with its value. */
export const catalogItem = (value: string, rows: number): CatalogItem => labelledItem(value, rows, value);

/** The window of a catalog: only what is given of it (CONTRACT section 4, Catalogs). */
export const givenWindow: NonNullable<Question<Endpoint>['window']> = ({ from, to }, usual) =>
  from === undefined && to === undefined ? { ...usual, from: null } : usual;

/** The question of an endpoint that answers a catalog, as a list unless `body` says otherwise. */
export const catalogQuestion = <E extends Endpoint, I>(
  catalog: Catalog<I>,
  body: (items: readonly I[]) => unknown = (items) => items,
) => {
  const limitOf = ({ parameters }: Request) => parameters.limit as number | undefined;
  return question<E>()({
    scored: false,
    window: givenWindow,
    plan: (request) => ({ values: catalog.aggregate(request, limitOf(request)) }),
    answer: ({ values }, request) => {
      const listed = catalog.list(values, request, limitOf(request));
      return { body: body(listed.body) as ResponseOf<E>, total: listed.total };
    },
  }) as Question<E, { values: RowAggregate }>;
};
