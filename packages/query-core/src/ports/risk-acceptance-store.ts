import type { RiskAcceptance } from '@achilles/types';

/** Keeps risk acceptances; readers see a change at their next snapshot. */
export interface RiskAcceptanceStore {
  /** Stores a record, replacing one of the same `acceptance_id`. @throws StoreError */
  put(acceptance: RiskAcceptance): Promise<void>;
}
