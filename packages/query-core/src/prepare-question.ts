import {
  ApiError,
  type Endpoint,
  type EndpointName,
  type Endpoints,
  type Organization,
  type RequestOf,
  resolveWindow,
  type TimeWindow,
} from '@achilles/types';
import { toPredicates } from './filters/to-predicates.ts';
import { deepFreeze } from './plan/freeze.ts';
import type { PageStart } from './plan/pages.ts';
import type { AcceptedRisk, AnswerOf, Plan } from './plan/plan.ts';
import type { Scope } from './plan/scope.ts';
import type { Answer, Question } from './questions/question.ts';
import { QUESTIONS } from './questions/questions.ts';

/** One request: the endpoint, its parsed parameters, whose rows it may see, and the instant it calls now. */
export interface QuestionInput<N extends EndpointName> {
  readonly endpoint: N;
  readonly parameters: RequestOf<Endpoints[N]>;
  readonly scope: Scope;
  readonly now: number;
  /** Where a cursor leads; absent without one. */
  readonly start?: PageStart;
}

/** What a plan needs that only a snapshot or the configuration knows. */
export interface PlanContext {
  /** The rows under an active risk acceptance; read only where the question is `scored`. */
  readonly accepted: readonly AcceptedRisk[];
  readonly organizations: readonly Organization[];
}

/** A plan and how the answer to it is worded. */
export interface PlannedQuestion {
  readonly plan: Plan;
  answer(parts: AnswerOf<Plan['parts']>): Answer<unknown>;
}

/** A request that can be answered: everything that could be refused about it has been checked. */
export interface PreparedQuestion {
  readonly window: TimeWindow;
  /** Whether risk acceptances matter to it. */
  readonly scored: boolean;
  plan(context: PlanContext): PlannedQuestion;
}

/** @throws ApiError `forbidden` when an organization is asked for that the scope does not see */
export function checkScope(scope: Scope, org: string | undefined): void {
  if (scope.kind === 'organization' && org !== undefined && org !== scope.org) {
    const message = `org '${org}' is not the organization of these credentials`;
    throw new ApiError('forbidden', message, { details: [{ path: 'org', message }] });
  }
}

/** Turns a request into its plan without touching a store. @throws ApiError for input that can't be answered */
export function prepareQuestion<N extends EndpointName>(input: QuestionInput<N>): PreparedQuestion {
  const { parameters, scope, now, start } = input;
  // The registry pairs each name with a question of its own endpoint; the type of that pairing is lost on lookup.
  const question = QUESTIONS[input.endpoint] as unknown as Question<Endpoint>;
  const usual = resolveWindow(parameters, now);
  const window = question.window?.(parameters, usual) ?? usual;
  checkScope(scope, parameters.org);
  const archived = question.archived?.(parameters) ?? false;
  const filters = toPredicates(parameters);
  return {
    window,
    scored: question.scored,
    plan({ accepted, organizations }) {
      const resolved = { parameters, window, filters, accepted, organizations };
      const request = start === undefined ? resolved : { ...resolved, start };
      return {
        plan: deepFreeze({ scope, ...(archived && { archived }), parts: question.plan(request) }),
        answer: (parts) => question.answer(parts, request),
      };
    },
  };
}
