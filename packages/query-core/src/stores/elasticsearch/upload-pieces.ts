/** Cuts a stream of bytes into pieces of one size, the last one smaller; nothing comes of nothing. */
export async function* uploadPieces(body: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let gathered: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    let rest = chunk;
    while (length + rest.byteLength >= size) {
      const fitting = rest.subarray(0, size - length);
      yield Buffer.concat([...gathered, fitting]);
      rest = rest.subarray(fitting.byteLength);
      gathered = [];
      length = 0;
    }
    if (rest.byteLength === 0) continue;
    gathered.push(rest);
    length += rest.byteLength;
  }
  if (length > 0) yield Buffer.concat(gathered);
}
