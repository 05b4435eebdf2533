import type { World } from '../worlds/world.ts';
import { acceptanceCover } from './acceptance-cover.ts';
import { isConclusive } from './exit-codes.ts';
import type { Listing } from './listing.ts';
import type { OracleRow } from './oracle-row.ts';
import type { Parameters } from './parameters.ts';
import { isInside, type TimeWindow } from './time-window.ts';
import type { ScoringMode } from './units.ts';

/** One parsed request. `matching` are the counted rows the caller may see that match every filter, at any time. */
export interface Question {
  readonly world: World;
  readonly parameters: Parameters;
  readonly zone: string;
  readonly window: TimeWindow;
  readonly mode: ScoringMode;
  readonly matching: readonly OracleRow[];
}

/** The body of a 200. */
export interface Answer {
  readonly body: unknown;
  /** For endpoints with a limit: the number of items before the cut (`X-Total-Count`). */
  readonly totalCount?: number;
  /** For lists in which rows may tie: the whole list; `body` is one of the ways in which it may be answered. */
  readonly listing?: Listing;
}

/** One endpoint: its own parameters beside the shared ones, and its answer. */
export interface OracleEndpoint {
  readonly parameters: readonly string[];
  readonly answer: (question: Question) => Answer;
}

/** The rows in scope: matching and inside the window. */
export function rowsInScope(question: Question): OracleRow[] {
  return question.matching.filter((row) => isInside(row.time, question.window));
}

/** The raw base of a score over some rows (conclusive ones), and its base (without risk-accepted ones): CONTRACT section 3. */
export function scoreBase(world: World, rows: readonly OracleRow[]): { raw: OracleRow[]; base: OracleRow[] } {
  const accepted = acceptanceCover(world);
  const raw = rows.filter((row) => isConclusive(row.code));
  return { raw, base: raw.filter((row) => !accepted(row)) };
}
