/** Items that go together in one request. */
export interface BulkChunk<T> {
  readonly items: readonly T[];
  /** What the request says of each: its lines, without the last line break. */
  readonly lines: readonly string[];
}

/** Large enough that the round trip costs little, small enough for the node's memory. */
const CHUNK_CHARACTERS = 4 * 1024 * 1024;
const CHUNK_ITEMS = 5_000;

/** Cuts items into requests of a few megabytes; one that is larger goes alone. */
export function* bulkChunks<T>(items: readonly T[], linesOf: (item: T) => string): Generator<BulkChunk<T>> {
  let chunk: T[] = [];
  let lines: string[] = [];
  let characters = 0;
  for (const item of items) {
    const text = linesOf(item);
    const length = text.length + 1;
    const isFull = chunk.length === CHUNK_ITEMS || characters + length > CHUNK_CHARACTERS;
    if (chunk.length > 0 && isFull) {
      yield { items: chunk, lines };
      chunk = [];
      lines = [];
      characters = 0;
    }
    chunk.push(item);
    lines.push(text);
    characters += length;
  }
  if (chunk.length > 0) yield { items: chunk, lines };
}
