/**
 * What may happen to a row: `kept` ones are updated in place, `deletable` ones also deleted by their writer, `returning`
 * ones written anew wherever they are; `uncounted` ones lack what makes a row count, and are never archived.
 */
export type RowKind = 'kept' | 'deletable' | 'returning' | 'uncounted';

/** What a row says at one time of its life: its document, as canonical text. */
export type RowState = string | null;

/** A row as its writer knows it. */
export interface KnownRow {
  readonly index: string;
  readonly id: string;
  readonly kind: RowKind;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly groupKey: string;
  /** What it says at most one of: two where the answer to the last write was lost. Null means that it is nowhere. */
  states: readonly RowState[];
  /** The document of the last write that was sent. */
  document: Readonly<Record<string, unknown>>;
  revision: number;
  /** When it was first acknowledged (`performance.now()`), and to which revision since. */
  since: number | null;
  acknowledged: readonly { readonly at: number; readonly revision: number }[];
  /** When its deletion was acknowledged, epoch milliseconds. */
  deletedAt: number | null;
  /** Whether an operation on it is under way. */
  busy: boolean;
}

/** How answers name a row (CONTRACT section 1). */
export const nameOf = ({ index, id }: Pick<KnownRow, 'index' | 'id'>): string => `${index}/${id}`;

/** Whether its last write was answered. */
export const isCertain = ({ states }: KnownRow): boolean => states.length === 1;

/** Whether nothing that its writer does can make it go away. */
export const isImmortal = ({ kind }: KnownRow): boolean => kind === 'kept' || kind === 'returning';
