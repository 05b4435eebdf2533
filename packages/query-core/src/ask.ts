import type { EndpointName, Endpoints, Organization, ResponseOf, TimeWindow } from '@achilles/types';
import type { ResultReader } from './ports/result-reader.ts';
import { prepareQuestion, type QuestionInput } from './prepare-question.ts';
import { activeRisks } from './score/active-risks.ts';

/** What answering needs besides the request. */
export interface AskContext {
  readonly reader: ResultReader;
  readonly organizations: readonly Organization[];
}

/** A request, and the signal that its caller has left. */
export interface AskInput<N extends EndpointName> extends QuestionInput<N> {
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

/**
 * Answers a request; every endpoint goes this way: parameters → predicates → plan → store → answer.
 * @throws ApiError for input that can't be answered, StoreError when the store fails
 */
export async function ask<N extends EndpointName>(
  { reader, organizations }: AskContext,
  { signal, ...input }: AskInput<N>,
): Promise<Asked<N>> {
  const question = prepareQuestion(input);
  return reader.withSnapshot(async (snapshot) => {
    const accepted = question.scored ? activeRisks(await snapshot.riskAcceptances(), input.now) : [];
    const planned = question.plan({ accepted, organizations });
    const { body, total } = planned.answer(await snapshot.run(planned.plan));
    const asked = { body: body as ResponseOf<Endpoints[N]>, window: question.window, asOf: snapshot.asOf };
    return total === undefined ? asked : { ...asked, total };
  }, signal);
}
