import {
  ENDPOINTS,
  type EndpointName,
  type Endpoints,
  type Organization,
  type ResponseOf,
  type TimeWindow,
} from '@achilles/types';
import { type Continuing, continuedPage } from './cursors/continued-page.ts';
import type { Cursors } from './cursors/cursors.ts';
import type { PageStart } from './plan/pages.ts';
import type { ResultReader, Snapshot } from './ports/result-reader.ts';
import { prepareQuestion, type QuestionInput } from './prepare-question.ts';
import { activeRisks } from './score/active-risks.ts';

/** What answering needs besides the request. */
export interface AskContext {
  readonly reader: ResultReader;
  readonly organizations: readonly Organization[];
  readonly cursors: Cursors;
}

/** A request, who makes it, and the signal that its caller has left. */
export interface AskInput<N extends EndpointName> extends Omit<QuestionInput<N>, 'start'> {
  /** Tells callers apart: a cursor is good for the one who got it. */
  readonly caller: string;
  readonly signal?: AbortSignal;
}

/** An answer and what it can be quoted with. */
export interface Asked<N extends EndpointName> {
  readonly body: ResponseOf<Endpoints[N]>;
  /** For lists with a `limit`: how many items there are before the cut. */
  readonly total?: number;
  readonly window: TimeWindow;
  readonly asOf: number;
}

/** Puts the cursor into a page. */
async function withCursor(
  body: unknown,
  next: PageStart | undefined,
  snapshot: Snapshot,
  { continuing, cursors, now }: { continuing: Continuing; cursors: Cursors; now: number },
): Promise<unknown> {
  if (next === undefined) {
    if (continuing.cursor !== undefined) snapshot.finish();
    return body;
  }
  const held = continuing.cursor?.snapshot ?? (await snapshot.hold());
  const { firstPage, boundTo } = continuing;
  const nextCursor = await cursors.write({ snapshot: held, ...next, now, firstPage }, boundTo);
  const page = body as { readonly pagination: object };
  return { ...page, pagination: { ...page.pagination, nextCursor } };
}

/**
 * Answers a request; every endpoint goes this way: parameters → predicates → plan → store → answer. A cursor leads back
 * to the snapshot, and to the reading of the clock, of the page that gave it.
 * @throws ApiError for input that can't be answered, StoreError when the store fails
 */
export async function ask<N extends EndpointName>(
  { reader, organizations, cursors }: AskContext,
  { signal, caller, ...input }: AskInput<N>,
): Promise<Asked<N>> {
  const { path } = ENDPOINTS[input.endpoint];
  const continuing = await continuedPage(cursors, { caller, scope: input.scope }, path, input.parameters);
  const now = continuing.cursor?.now ?? input.now;
  const { start } = continuing;
  const question = prepareQuestion({ ...input, now, ...(start !== undefined && { start }) });
  const use = async (snapshot: Snapshot): Promise<Asked<N>> => {
    const accepted = question.scored ? activeRisks(await snapshot.riskAcceptances(), now) : [];
    const planned = question.plan({ accepted, organizations });
    const { body, total, next } = planned.answer(await snapshot.run(planned.plan));
    const page = await withCursor(body, next, snapshot, { continuing, cursors, now });
    const asked = { body: page as ResponseOf<Endpoints[N]>, window: question.window, asOf: snapshot.asOf };
    return total === undefined ? asked : { ...asked, total };
  };
  if (continuing.cursor === undefined) return reader.withSnapshot(use, signal);
  return reader.withHeld(continuing.cursor.snapshot, use, signal);
}
