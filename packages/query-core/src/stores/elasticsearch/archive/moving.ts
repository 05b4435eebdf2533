import type { RowIdentity } from '@achilles/types';

/** The version of a document that a write may be made conditional on. */
export interface Version {
  readonly seqNo: number;
  readonly primaryTerm: number;
}

/** A row that is being moved. */
export interface Moving {
  /** Where it is live. */
  readonly live: RowIdentity;
  /** Where it is archived. */
  readonly archived: RowIdentity;
  /** The document as it is live, as JSON. */
  readonly text: string;
  /** The version that was read, on the side that it leaves. */
  readonly version: Version;
  /** How often it was read again because it had changed. */
  readonly rounds: number;
}

export const isSame = (a: Version, b: Version): boolean =>
  a.seqNo === b.seqNo && a.primaryTerm === b.primaryTerm;
