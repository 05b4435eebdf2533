import {
  ApiError,
  EXECUTION_EXPORT,
  type ExecutionRow,
  type ExportRequest,
  type Filters,
  resolveWindow,
  type TimeWindow,
} from '@achilles/types';
import type { AskContext } from './ask.ts';
import { continuedPage } from './cursors/continued-page.ts';
import { toPredicates } from './filters/to-predicates.ts';
import { every } from './plan/predicate.ts';
import type { Scope } from './plan/scope.ts';
import type { Snapshot } from './ports/result-reader.ts';
import { checkScope } from './prepare-question.ts';

/** A request for all rows that match. */
export interface ExportInput {
  readonly parameters: ExportRequest & Filters;
  readonly scope: Scope;
  readonly now: number;
  readonly caller: string;
  readonly signal?: AbortSignal;
}

/** All rows that match, newest first, as they are read. */
export interface ExportedExecutions {
  readonly rows: AsyncIterable<readonly ExecutionRow[]>;
  readonly window: TimeWindow;
  readonly asOf: number;
  /** Leads back to the same rows of the same snapshot, for as long as it is held. */
  readonly cursor: string;
}

/** What was read ahead, then the rest. */
async function* following<T>(first: IteratorResult<T>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/**
 * Streams every row that matches from one snapshot, which stays held so that a caller whom not all rows reached can go on
 * with the cursor and `skip`.
 * @param use called once the first rows are there, so that what fails before can still be told
 * @throws ApiError for input that can't be answered, StoreError when the store fails
 */
export async function exportExecutions(
  { reader, cursors }: AskContext,
  { parameters, scope, caller, signal, now: clock }: ExportInput,
  use: (exported: ExportedExecutions) => Promise<void>,
): Promise<void> {
  const { path } = EXECUTION_EXPORT;
  if (parameters.skip > 0 && parameters.cursor === undefined) {
    const message =
      'skip leaves out rows of the snapshot that a cursor leads to: send the cursor of the export that broke off along';
    throw ApiError.badRequest([{ path: 'skip', message }]);
  }
  const { cursor: held, boundTo } = await continuedPage(cursors, { caller, scope }, path, parameters);
  const now = held?.now ?? clock;
  const window = resolveWindow(parameters, now);
  checkScope(scope, parameters.org);
  const { from, to } = window;
  const rows = every({ kind: 'time', from, to }, ...toPredicates(parameters));
  const stream = async (snapshot: Snapshot): Promise<void> => {
    const archived = parameters.include === 'archived';
    const list = { scope, ...(archived && { archived }), rows, skip: parameters.skip };
    const read = snapshot.stream(list)[Symbol.asyncIterator]();
    const first = await read.next();
    const id = await snapshot.hold();
    const cursor = await cursors.write({ snapshot: id, offset: 0, state: null, now, firstPage: 1 }, boundTo);
    await use({ rows: following(first, read), window, asOf: snapshot.asOf, cursor });
    snapshot.finish();
  };
  if (held === undefined) await reader.withSnapshot(stream, signal);
  else await reader.withHeld(held.snapshot, stream, signal);
}
