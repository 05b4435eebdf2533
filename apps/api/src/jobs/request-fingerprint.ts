import { createHash, type Hash } from 'node:crypto';

/** A value of JSON with the keys of every object in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  // As pairs: an object would put keys that look like numbers first, and lose __proto__.
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { pairs: pairs.map(([key, item]) => [key, sorted(item)]) };
}

/** Equal for bodies that are the same JSON, however they are spaced and in whatever order their keys come. */
export const jsonFingerprint = (body: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(body)))
    .digest('hex');

/** Tells an upload and its parameters from others while its bytes go by. */
export class UploadFingerprint {
  readonly #hash: Hash;

  constructor(parameters: Readonly<Record<string, unknown>>) {
    // The length of what comes first keeps it apart from the bytes that follow.
    this.#hash = createHash('sha256').update(jsonFingerprint(parameters));
  }

  /** The same bytes, taken in. */
  async *of(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      this.#hash.update(chunk);
      yield chunk;
    }
  }

  /** When all bytes have gone by. */
  digest(): string {
    return this.#hash.digest('hex');
  }
}
