/** One event of a stream; `data` is what it says. */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

const LINE_END = /\r\n|\n|\r/;

/** A block of lines as an event; null for one that says nothing, such as a comment. */
function readEvent(block: readonly string[]): ServerSentEvent | null {
  let event = 'message';
  const data: string[] = [];
  for (const line of block) {
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
  }
  return data.length === 0 ? null : { event, data: data.join('\n') };
}

/** The events of a stream as they arrive (the HTML standard's `text/event-stream`); one that breaks off is none. */
export async function* serverSentEvents(bytes: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  let rest = '';
  let block: string[] = [];
  for await (const text of bytes.pipeThrough(new TextDecoderStream())) {
    rest += text;
    // Whether a last \r is a line end of its own, the next piece tells.
    const open = rest.endsWith('\r') ? '\r' : '';
    const lines = (open === '' ? rest : rest.slice(0, -1)).split(LINE_END);
    rest = (lines.pop() ?? '') + open;
    for (const line of lines) {
      if (line !== '') {
        block.push(line);
        continue;
      }
      const event = readEvent(block);
      block = [];
      if (event !== null) yield event;
    }
  }
}
