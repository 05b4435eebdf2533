import {
  ApiError,
  type Endpoint,
  type EndpointName,
  type Endpoints,
  type Organization,
  type RequestOf,
  type ResponseOf,
  resolveWindow,
  type TimeWindow,
} from '@achilles/types';
import { toPredicates } from './filters/to-predicates.ts';
import { deepFreeze } from './plan/freeze.ts';
import type { Plan } from './plan/plan.ts';
import type { Scope } from './plan/scope.ts';
import type { ResultReader } from './ports/result-reader.ts';
import type { Question } from './questions/question.ts';
import { QUESTIONS } from './questions/questions.ts';
import { activeRisks } from './score/active-risks.ts';

/** What answering needs besides the request. */
export interface AskContext {
  readonly reader: ResultReader;
  readonly organizations: readonly Organization[];
}

/** One request: the endpoint, its parsed parameters, whose rows it may see, and the instant it calls now. */
export interface AskInput<N extends EndpointName> {
  readonly endpoint: N;
  readonly parameters: RequestOf<Endpoints[N]>;
  readonly scope: Scope;
  readonly now: number;
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

function checkScope(scope: Scope, org: string | undefined): void {
  if (scope.kind === 'organization' && org !== undefined && org !== scope.org) {
    const message = `org '${org}' is not the organization of these credentials`;
    throw new ApiError('forbidden', message, { details: [{ path: 'org', message }] });
  }
}

/**
 * Answers a request; every endpoint goes this way: parameters → predicates → plan → store → answer.
 * @throws ApiError for input that can't be answered, StoreError when the store fails
 */
export async function ask<N extends EndpointName>(
  context: AskContext,
  input: AskInput<N>,
): Promise<Asked<N>> {
  const { parameters, scope, now, signal } = input;
  // The registry pairs each name with a question of its own endpoint; the type of that pairing is lost on lookup.
  const question = QUESTIONS[input.endpoint] as unknown as Question<Endpoint>;
  checkScope(scope, parameters.org);
  const window = resolveWindow(parameters, now);
  const filters = toPredicates(parameters);
  return context.reader.withSnapshot(async (snapshot) => {
    const accepted = question.scored ? activeRisks(await snapshot.riskAcceptances(), now) : [];
    const request = { parameters, window, filters, accepted, organizations: context.organizations };
    const plan: Plan = deepFreeze({ scope, parts: question.plan(request) });
    const { body, total } = question.answer(await snapshot.run(plan), request);
    const asked = { body: body as ResponseOf<Endpoints[N]>, window, asOf: snapshot.asOf };
    return total === undefined ? asked : { ...asked, total };
  }, signal);
}
