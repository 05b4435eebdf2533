/** An upload that is kept, whole or in part. */
export interface StagedUpload {
  readonly id: string;
  /** When its last bytes arrived, epoch milliseconds. */
  readonly stagedAt: number;
}

/** Keeps uploaded bodies where any worker can read them, until their job is done. */
export interface ImportStaging {
  /**
   * Keeps a body as it arrives; once this resolves it is not lost. What was kept of one that breaks off is removed.
   * @param id letters, digits and `-`
   * @throws StoreError, or what the body throws
   */
  put(id: string, body: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<{ readonly bytes: number }>;
  /** The bytes of a body, in order. @throws StoreError `unreadable` when it is not there wholly */
  read(id: string): AsyncIterable<Uint8Array>;
  /** Removes whatever is kept under an id; there need not be anything. @throws StoreError */
  remove(id: string): Promise<void>;
  /** Every upload that is kept, those that broke off included. @throws StoreError */
  list(): Promise<readonly StagedUpload[]>;
  /** Lets go of every resource. */
  close(): Promise<void>;
}
