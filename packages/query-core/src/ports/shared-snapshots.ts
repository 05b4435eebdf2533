/**
 * What processes that serve the same callers tell each other of the snapshots they hold, so that any of them can answer
 * the next page. Losing it costs no more than that: cursors then lead on in the process that gave them.
 */
export interface SharedSnapshots {
  /** Keeps a record, JSON, for so many milliseconds, in place of any earlier one. */
  put(id: string, record: string, milliseconds: number): Promise<void>;
  /** The record that is kept under an id; null where there is none any more. */
  get(id: string): Promise<string | null>;
  remove(id: string): Promise<void>;
}
