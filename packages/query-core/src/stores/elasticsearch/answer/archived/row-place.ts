/**
 * A document by the index that it is in and its sequence number there. In one point in time over an index of one shard no two
 * documents have one number, and a document that is written again has another.
 */
export interface RowPlace {
  readonly index: string;
  readonly number: number;
}

/** So many sequence numbers that follow one another make up a part of an index. */
export const PART_SPAN = 4_096;

/** Names the part of its index that a document is in. */
export const partOf = ({ index, number }: RowPlace): string => `${index}#${Math.floor(number / PART_SPAN)}`;
