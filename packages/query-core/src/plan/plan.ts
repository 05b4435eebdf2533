import type { KeywordField, KeywordsField, ScoringMode } from '@achilles/types';
import type { GroupPage, GroupPageAnswer, RowPage, RowPageAnswer } from './pages.ts';
import type { Predicate } from './predicate.ts';
import type { Slots } from './slots.ts';
import type { VisibleRows } from './visible-rows.ts';

/** The values of a field. A row without a value is in no bucket; one of a set is in several. */
export interface FieldKey {
  readonly kind: 'field';
  readonly field: KeywordField | KeywordsField;
}

/** What units, and rows over time, are grouped by. */
export type Key = FieldKey | { readonly kind: 'slot'; readonly slots: Slots };

/** What rows are grouped by: `optional` has a bucket of its own, null, for the rows without a value. */
export type RowKey = FieldKey | { readonly kind: 'optional'; readonly field: KeywordField | 'error_code' };

/** One key of a bucket: a value of a field, an exit code, a slot as epoch milliseconds; null for a missing value. */
export type KeyValue = string | number | null;

/** The rows that one accepted risk covers; null covers every value (CONTRACT section 3). */
export interface AcceptedRisk {
  readonly testName: string;
  readonly org: string | null;
  readonly controlId: string | null;
  readonly hostname: string | null;
}

/** Counts units by verdict, with accepted risks (raw base) and without (base), per bucket. */
export interface VerdictAggregate {
  readonly kind: 'verdicts';
  readonly rows: Predicate;
  readonly unit: ScoringMode;
  readonly by: readonly Key[];
  readonly accepted: readonly AcceptedRisk[];
  /** Also tells, per bucket, the number of test uuids and which test its newest base row ran. */
  readonly describeTests: boolean;
  /** Leaves out the buckets that have no unit in the base, or none in the raw base. */
  readonly having: 'base' | 'raw';
  /** Keeps the buckets with the largest base, ties by key in UTF-8 order; null keeps all. */
  readonly limit: number | null;
}

/** Counts failed and conclusive rows, per bucket. */
export interface ActivityAggregate {
  readonly kind: 'activity';
  readonly rows: Predicate;
  readonly by: readonly Key[];
}

/** Counts rows per bucket, whatever their exit code and whether their risk is accepted. */
export interface RowAggregate {
  readonly kind: 'rows';
  readonly rows: Predicate;
  readonly by: readonly [RowKey, ...RowKey[]];
  /** Also counts the conclusive rows by verdict. */
  readonly verdicts: boolean;
  /** Keeps the buckets with the most rows, ties by key: UTF-8 order, codes by number, missing last; null keeps all. */
  readonly limit: number | null;
}

/** Rows that are counted. Another kind does not compile until every store answers it. */
export type Aggregate = VerdictAggregate | ActivityAggregate | RowAggregate;

/** One part of a plan: rows that are counted, or that are listed. */
export type Part = Aggregate | RowPage | GroupPage;

/** Whether a part lists rows. */
export const isPage = (part: Part): part is RowPage | GroupPage =>
  part.kind === 'row-page' || part.kind === 'group-page';

/**
 * A question as plain data: what to count or list, over which rows, for whom. Every part is answered from one snapshot.
 * Plans are frozen and print to the same bytes whenever the question is the same.
 */
export interface Plan extends VisibleRows {
  readonly parts: Readonly<Record<string, Part>>;
}

/** Units, or conclusive rows, of each verdict. */
export interface VerdictCounts {
  readonly protected: number;
  readonly detected: number;
  readonly unprotected: number;
}

/** Which test the newest row of a bucket ran; ties by smallest uuid, severity, category, missing last. */
export interface TestDescription {
  readonly testUuids: number;
  readonly testUuid: string;
  readonly severity: string | null;
  readonly category: string | null;
}

/** One bucket of a verdict aggregate; `keys` in the order of `by`. */
export interface VerdictBucket {
  readonly keys: readonly KeyValue[];
  readonly base: VerdictCounts;
  readonly raw: VerdictCounts;
  readonly acceptedRows: number;
  readonly test: TestDescription | null;
}

/** One bucket of an activity aggregate. */
export interface ActivityBucket {
  readonly keys: readonly KeyValue[];
  readonly errors: number;
  readonly conclusive: number;
}

/** One bucket of a row aggregate; `verdicts` are those of its conclusive rows, null unless they were asked for. */
export interface RowBucket {
  readonly keys: readonly KeyValue[];
  readonly rows: number;
  readonly verdicts: VerdictCounts | null;
}

/** The buckets of an aggregate, in no order, and how many there are before `limit` cut them. */
export interface Buckets<B> {
  readonly buckets: readonly B[];
  readonly total: number;
}

/** What a store answers to a part. */
export type PartAnswer<A> = A extends VerdictAggregate
  ? Buckets<VerdictBucket>
  : A extends ActivityAggregate
    ? Buckets<ActivityBucket>
    : A extends RowAggregate
      ? Buckets<RowBucket>
      : A extends RowPage
        ? RowPageAnswer
        : A extends GroupPage
          ? GroupPageAnswer
          : A;

/** What a store answers to the parts of a plan. */
export type AnswerOf<P extends Plan['parts']> = { readonly [N in keyof P]: PartAnswer<P[N]> };
