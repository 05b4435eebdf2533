/**
 * One stored execution as a store holds it (CONTRACT section 1): `source` nested, with dotted keys, or mixed.
 * A document is never changed in place: an update replaces the object, so that readers may remember what they read.
 */
export interface RawDocument {
  readonly index: string;
  readonly id: string;
  readonly source: Readonly<Record<string, unknown>>;
}

/** Names of one organization, as the organizations file gives them (CONTRACT section 4, `organizations`). */
export interface WorldOrganization {
  readonly uuid: string;
  readonly shortName: string;
  readonly fullName: string;
}

/**
 * Everything an answer may depend on: the stored executions, the risk acceptances as CONTRACT section 3 stores them
 * (legacy ones too), the organization names and the request's `now` in epoch milliseconds.
 */
export interface World {
  readonly seed: number;
  readonly now: number;
  readonly documents: readonly RawDocument[];
  /**
   * Archived executions by the index and id that they were live under; some are live as well, in the same version or another.
   * Absent is none.
   */
  readonly archived?: readonly RawDocument[];
  readonly acceptances: readonly Readonly<Record<string, unknown>>[];
  readonly organizations: readonly WorldOrganization[];
}
