/** A request that can be given up. */
export interface Cancellable {
  readonly signal?: AbortSignal;
}
