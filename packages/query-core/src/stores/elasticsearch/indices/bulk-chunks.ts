/** Items that go together in one request, and its body. */
export interface BulkChunk<T> {
  readonly items: readonly T[];
  readonly body: string;
}

/** Large enough that the round trip costs little, small enough for the node's memory. */
const CHUNK_CHARACTERS = 4 * 1024 * 1024;
const CHUNK_ITEMS = 5_000;

/** Cuts items into requests of a few megabytes; one that is larger goes alone. */
export function* bulkChunks<T>(items: readonly T[], lines: (item: T) => string): Generator<BulkChunk<T>> {
  let chunk: T[] = [];
  let body = '';
  for (const item of items) {
    const text = lines(item);
    const isFull = chunk.length === CHUNK_ITEMS || body.length + text.length > CHUNK_CHARACTERS;
    if (chunk.length > 0 && isFull) {
      yield { items: chunk, body };
      chunk = [];
      body = '';
    }
    chunk.push(item);
    body += text;
  }
  if (chunk.length > 0) yield { items: chunk, body };
}
