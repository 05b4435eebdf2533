import type { BooleanField, KeywordField, KeywordsField } from '@achilles/types';

/** Which rows: a condition on one row, as plain data. A comparison with a missing value is false, and its `not` true. */
export type Predicate =
  | { readonly kind: 'every'; readonly of: readonly Predicate[] }
  | { readonly kind: 'some'; readonly of: readonly Predicate[] }
  | { readonly kind: 'not'; readonly of: Predicate }
  /** Event time within inclusive epoch milliseconds; null is an open side. */
  | { readonly kind: 'time'; readonly from: number | null; readonly to: number | null }
  /** The field holds one of the values. */
  | {
      readonly kind: 'values';
      readonly field: KeywordField | KeywordsField;
      readonly values: readonly string[];
    }
  /** The field holds a value that starts so. */
  | { readonly kind: 'prefix'; readonly field: KeywordField | KeywordsField; readonly prefix: string }
  | { readonly kind: 'codes'; readonly codes: readonly number[] }
  | { readonly kind: 'true'; readonly field: BooleanField }
  | { readonly kind: 'missing'; readonly field: KeywordField | 'error_code' };

/** Rows of which all of them hold; all rows where there is none. */
export const every = (...of: readonly Predicate[]): Predicate => ({ kind: 'every', of });
/** Rows of which at least one holds; no row where there is none. */
export const some = (...of: readonly Predicate[]): Predicate => ({ kind: 'some', of });
/** Rows of which it does not hold, those with a missing value included. */
export const not = (of: Predicate): Predicate => ({ kind: 'not', of });
/** Rows in which the field holds one of the values. */
export const hasValue = (field: KeywordField | KeywordsField, values: readonly string[]): Predicate => ({
  kind: 'values',
  field,
  values,
});
/** Rows with a time within inclusive epoch milliseconds; null is an open side. */
export const isWithin = ({ from, to }: { from: number | null; to: number | null }): Predicate => ({
  kind: 'time',
  from,
  to,
});
/** Rows with one of the exit codes. */
export const hasCode = (codes: readonly number[]): Predicate => ({ kind: 'codes', codes });
/** Rows without a value in the field. */
export const isMissing = (field: KeywordField | 'error_code'): Predicate => ({ kind: 'missing', field });

/** A predicate that is made of no other. */
export type Condition = Exclude<Predicate, { readonly kind: 'every' | 'some' | 'not' }>;

/** The conditions that a predicate is made of, however they are combined. */
export function conditionsOf(predicate: Predicate): readonly Condition[] {
  switch (predicate.kind) {
    case 'every':
    case 'some':
      return predicate.of.flatMap(conditionsOf);
    case 'not':
      return conditionsOf(predicate.of);
    default:
      return [predicate];
  }
}
