import {
  acceptRisk,
  getRiskAcceptance,
  listRiskAcceptances,
  lookUpRiskAcceptances,
  revokeRiskAcceptance,
} from '../risk/risk-operations.ts';
import { listIndices } from './list-indices.ts';
import type { Operation } from './operation.ts';

/** Every operation. An entry here is documented; the api mounts it with what does it. */
export const OPERATIONS = {
  listIndices,
  listRiskAcceptances,
  acceptRisk,
  getRiskAcceptance,
  lookUpRiskAcceptances,
  revokeRiskAcceptance,
} as const satisfies Record<string, Operation>;

/** The declarations by name. */
export type Operations = typeof OPERATIONS;
/** The name of an operation. */
export type OperationName = keyof Operations;
