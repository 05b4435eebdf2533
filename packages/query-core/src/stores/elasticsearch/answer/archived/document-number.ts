/**
 * A document by the index that it is in and its sequence number there. In one point in time over an index of one shard no two
 * documents have one number, and a document that is written again has another.
 */
export interface DocumentNumber {
  readonly index: string;
  readonly number: number;
}

/** So many sequence numbers that follow one another make up a block of an index. */
export const BLOCK_NUMBERS = 4_096;

/** Names the block of its index that a document is in. */
export const blockOf = ({ index, number }: DocumentNumber): string =>
  `${index}#${Math.floor(number / BLOCK_NUMBERS)}`;
