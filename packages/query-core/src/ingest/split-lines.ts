import { isUtf8 } from 'node:buffer';

/** One line that is not blank: its number in the file, from 1, and its text or why it has none. */
export type NumberedLine =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly problem: string };

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = '\ufeff';
/** The largest request that Elasticsearch takes by default; a longer line is no document it could hold. */
const LONGEST_LINE = 100 * 1024 * 1024;

function read(number: number, bytes: Buffer): NumberedLine | null {
  if (!isUtf8(bytes)) return { number, problem: 'is not valid UTF-8' };
  const text = bytes.toString('utf8');
  const trimmed = (number === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text).trim();
  return trimmed === '' ? null : { number, text: trimmed };
}

/** Collects the pieces of one line without holding more of it than a line may have. */
class Pending {
  #pieces: Buffer[] = [];
  #length = 0;

  add(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#length <= LONGEST_LINE) this.#pieces.push(piece);
    else this.#pieces = [];
  }

  take(number: number): NumberedLine | null {
    const bytes = this.#pieces.length === 1 ? this.#pieces[0] : Buffer.concat(this.#pieces);
    const isTooLong = this.#length > LONGEST_LINE;
    this.#pieces = [];
    this.#length = 0;
    if (isTooLong) return { number, problem: `is longer than ${LONGEST_LINE / 1024 / 1024} MiB` };
    return bytes === undefined ? null : read(number, bytes);
  }
}

/** Cuts a stream of bytes into its lines (LF or CRLF); blank ones are passed over. Lines arrive in arrays, one for each piece of input. */
export async function* splitLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<NumberedLine[]> {
  const pending = new Pending();
  let number = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const lines: NumberedLine[] = [];
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      pending.add(bytes.subarray(start, end));
      const line = pending.take(++number);
      if (line !== null) lines.push(line);
      start = end + 1;
    }
    if (start < bytes.length) pending.add(bytes.subarray(start));
    if (lines.length > 0) yield lines;
  }
  const last = pending.take(++number);
  if (last !== null) yield [last];
}
