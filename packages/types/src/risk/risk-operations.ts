import { z } from 'zod';
import { count } from '../endpoints/figures.ts';
import type { Operation } from '../operations/operation.ts';
import { pageParameters } from '../request/page.ts';
import { listOf, one, oneOf, text } from '../request/parameter.ts';
import { ACCEPTANCE_STATES, RiskAcceptanceAnswer } from './risk-acceptance-answer.ts';
import { AcceptRiskBody, LookUpBody, RevokeRiskBody } from './risk-acceptance-bodies.ts';

const PATH = '/api/risk-acceptances';
const answered = z.strictObject({ success: z.literal(true), data: RiskAcceptanceAnswer });

/** `GET /api/risk-acceptances` */
export const listRiskAcceptances = {
  method: 'get',
  path: PATH,
  summary: 'Risk acceptances, the newest first',
  permission: 'analytics:risk:read',
  parameters: {
    status: listOf(oneOf(ACCEPTANCE_STATES), 'What they are now', 'active'),
    test_name: one(text.optional(), 'The name of a test or control, exactly', 'T1486 Encrypt files'),
    ...pageParameters,
  },
  body: null,
  status: 200,
  response: z.strictObject({
    success: z.literal(true),
    data: z.array(RiskAcceptanceAnswer),
    total: count.describe('How many there are on all pages'),
  }),
  failures: [],
} as const satisfies Operation;

/** `POST /api/risk-acceptances` */
export const acceptRisk = {
  method: 'post',
  path: PATH,
  summary: 'Accepts a risk: what it covers leaves the scores from the next request on',
  permission: 'analytics:risk:write',
  parameters: {},
  body: AcceptRiskBody,
  status: 201,
  response: answered,
  failures: [],
} as const satisfies Operation;

/** `GET /api/risk-acceptances/{id}` */
export const getRiskAcceptance = {
  method: 'get',
  path: `${PATH}/{id}`,
  summary: 'One risk acceptance',
  permission: 'analytics:risk:read',
  parameters: {},
  body: null,
  status: 200,
  response: answered,
  failures: ['not-found'],
} as const satisfies Operation;

/** `POST /api/risk-acceptances/{id}/revoke` */
export const revokeRiskAcceptance = {
  method: 'post',
  path: `${PATH}/{id}/revoke`,
  summary: 'Revokes a risk acceptance: what it covered is back in the scores from the next request on',
  permission: 'analytics:risk:write',
  parameters: {},
  body: RevokeRiskBody,
  status: 200,
  response: answered,
  failures: ['not-found', 'conflict'],
} as const satisfies Operation;

/** `POST /api/risk-acceptances/lookup` */
export const lookUpRiskAcceptances = {
  method: 'post',
  path: `${PATH}/lookup`,
  summary: 'The active risk acceptances of tests',
  permission: 'analytics:risk:read',
  parameters: {},
  body: LookUpBody,
  status: 200,
  response: z.strictObject({
    success: z.literal(true),
    data: z
      .record(z.string(), z.array(RiskAcceptanceAnswer))
      .describe('By test_name, or test_name::control_id for one control; tests without any are left out'),
  }),
  failures: [],
} as const satisfies Operation;
