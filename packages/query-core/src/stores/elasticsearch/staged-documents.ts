/** What a document holds of a piece. */
export interface Piece {
  readonly upload: string;
  readonly staged_at: number;
  /** Base64. */
  readonly content: string;
}

/** The document that is written last and says what there must be. */
export interface Header {
  readonly upload: string;
  readonly staged_at: number;
  readonly pieces: number;
  readonly bytes: number;
}

/** Bodies are read by id, piece by piece: only what lists and removes them is indexed. */
export const STAGING_MAPPING = {
  dynamic: false,
  properties: {
    upload: { type: 'keyword' },
    staged_at: { type: 'date' },
    pieces: { type: 'integer', index: false },
    bytes: { type: 'long', index: false },
    content: { type: 'binary' },
  },
} as const;

/** The document of a piece; pieces are counted from 0. */
export const pieceId = (upload: string, piece: number): string => `${upload}-${piece}`;
/** The document that completes an upload. */
export const headerId = (upload: string): string => `${upload}-header`;

/** Uploads by id, with the time of the newest document of each. */
export interface UploadBuckets {
  readonly buckets: readonly {
    readonly key: { readonly upload: string };
    readonly stagedAt: { readonly value: number };
  }[];
  readonly after_key?: Record<string, string>;
}
