import type { Operations, RiskAcceptanceAnswer } from '@achilles/types';
import type { CallApi } from './call-api.ts';
import type { Cancellable } from './cancellable.ts';
import { callOperation, type OperationInput } from './operations-client.ts';

type Accepting = NonNullable<OperationInput<Operations['acceptRisk']>['body']>;
type ListQuery = NonNullable<OperationInput<Operations['listRiskAcceptances']>['query']>;

/** Accepts risks, looks them up and revokes them. Scores follow from the next request on. */
export class RiskAcceptancesClient {
  readonly #call: CallApi;

  constructor(call: CallApi) {
    this.#call = call;
  }

  /** Accepts a risk. @throws RequestFailed */
  async accept(body: Accepting, options: Cancellable = {}): Promise<RiskAcceptanceAnswer> {
    return (await callOperation(this.#call, 'acceptRisk', { body, ...options })).data;
  }

  /** One page, the newest first, and how many there are on all pages. @throws RequestFailed */
  async list(query: ListQuery = {}, options: Cancellable = {}) {
    const { data, total } = await callOperation(this.#call, 'listRiskAcceptances', { query, ...options });
    return { data, total };
  }

  /** One record. @throws RequestFailed */
  async get(id: string, options: Cancellable = {}): Promise<RiskAcceptanceAnswer> {
    return (await callOperation(this.#call, 'getRiskAcceptance', { id, ...options })).data;
  }

  /** Revokes one. @throws RequestFailed, with 409 where it was revoked before */
  async revoke(id: string, reason: string, options: Cancellable = {}): Promise<RiskAcceptanceAnswer> {
    return (await callOperation(this.#call, 'revokeRiskAcceptance', { id, body: { reason }, ...options }))
      .data;
  }

  /** The active ones of tests, by test_name, or test_name::control_id for one control. @throws RequestFailed */
  async lookUp(testNames: readonly string[], options: Cancellable = {}) {
    const body = { test_names: [...testNames] };
    return (await callOperation(this.#call, 'lookUpRiskAcceptances', { body, ...options })).data;
  }
}
