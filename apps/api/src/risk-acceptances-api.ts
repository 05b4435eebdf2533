import { randomUUID } from 'node:crypto';
import {
  acceptanceAnswer,
  EVERY_ORGANIZATION,
  listAcceptances,
  lookUpAcceptances,
  maySee,
  newAcceptance,
  type RiskAcceptanceStore,
  type RiskCaller,
  type RiskRecord,
  revoked,
} from '@achilles/query-core';
import { ApiError, OPERATIONS } from '@achilles/types';
import type Router from '@koa/router';
import { callerSignal } from './caller-signal.ts';
import { mountOperation } from './mount-operation.ts';
import { ANONYMOUS } from './requester.ts';

/** What risk acceptances are kept in. */
export interface RiskAcceptancesDependencies {
  readonly riskAcceptances: RiskAcceptanceStore;
  readonly clock: () => number;
}

const CALLER: RiskCaller = {
  id: ANONYMOUS.requestedBy,
  name: ANONYMOUS.requestedBy,
  scope: ANONYMOUS.org === undefined ? EVERY_ORGANIZATION : { kind: 'organization', org: ANONYMOUS.org },
};

/** A record that is there for a caller. Another organization's is one that there is none of. @throws ApiError */
function found(record: RiskRecord | null, id: string, { scope }: RiskCaller): RiskRecord {
  if (record !== null && maySee(scope, record)) return record;
  throw new ApiError('not-found', `there is no risk acceptance ${id}`);
}

/** Mounts what accepts risks, tells of acceptances and revokes them (CONTRACT section 7). */
export function mountRiskAcceptances(
  router: Router,
  { riskAcceptances: store, clock }: RiskAcceptancesDependencies,
): void {
  const caller = CALLER;
  const { scope } = caller;

  mountOperation(router, OPERATIONS.listRiskAcceptances, async ({ parameters }, ctx) => {
    const { status: states, test_name: testName, page, pageSize } = parameters;
    const records = await store.list(callerSignal(ctx));
    const input = { scope, states, testName, page, pageSize, now: clock() };
    return listAcceptances(records, input);
  });

  mountOperation(router, OPERATIONS.acceptRisk, async ({ body }, ctx) => {
    const now = clock();
    const record = newAcceptance({ id: randomUUID(), body, caller, now });
    await store.put(record);
    ctx.set('Location', `${OPERATIONS.acceptRisk.path}/${record.acceptance_id}`);
    return { data: acceptanceAnswer(record, now) };
  });

  mountOperation(router, OPERATIONS.lookUpRiskAcceptances, async ({ body }, ctx) => {
    const records = await store.list(callerSignal(ctx));
    return { data: lookUpAcceptances(records, { scope, testNames: body.test_names, now: clock() }) };
  });

  mountOperation(router, OPERATIONS.getRiskAcceptance, async ({ id }) => {
    const record = found(await store.get(id), id, caller);
    return { data: acceptanceAnswer(record, clock()) };
  });

  mountOperation(router, OPERATIONS.revokeRiskAcceptance, async ({ id, body }) => {
    const now = clock();
    const input = { reason: body.reason, caller, now };
    const record = await store.change(id, (stored) => revoked(found(stored, id, caller), input));
    return { data: acceptanceAnswer(found(record, id, caller), now) };
  });
}
