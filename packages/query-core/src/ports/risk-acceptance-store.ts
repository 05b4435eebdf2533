/** A risk acceptance as it is on record, whoever wrote it: fields that this product does not read are kept. */
export interface RiskRecord {
  readonly acceptance_id: string;
  readonly [field: string]: unknown;
}

/** Keeps risk acceptances; readers see a change at their next snapshot. */
export interface RiskAcceptanceStore {
  /** Every record, whatever its status and whoever made it, in any order. @throws StoreError */
  list(signal?: AbortSignal): Promise<readonly RiskRecord[]>;
  /** The record of an id; null where there is none. @throws StoreError */
  get(id: string): Promise<RiskRecord | null>;
  /** Stores a record, replacing one of the same `acceptance_id`. @throws StoreError */
  put(record: RiskRecord): Promise<void>;
  /**
   * Replaces the record of an id by what `change` makes of it, and tells what that is; null where there is none. Nobody
   * else changes the record in between: where somebody was faster, `change` is asked again with what is there then.
   * @throws StoreError, or what `change` throws, with which nothing is stored
   */
  change(id: string, change: (record: RiskRecord) => RiskRecord): Promise<RiskRecord | null>;
}
