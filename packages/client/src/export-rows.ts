import { setTimeout as sleep } from 'node:timers/promises';
import type { EnrichedTestExecution } from '@achilles/types';
import { ApiUnreachable } from './api-unreachable.ts';
import type { CallApi } from './call-api.ts';
import { exportFile } from './export-file.ts';
import type { ExportQuery } from './query.ts';

/** A connection that breaks this often without bringing a row is given up. */
const MOST_BREAKS = 5;
const PAUSE_MS = 500;

/** The whole lines of a text that arrives in pieces; what follows the last line end is no line yet. */
async function* linesOf(bytes: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  for await (const text of bytes.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') throw new TypeError('the export ended in the middle of a line');
}

/** Reads an export row by row; where the connection breaks, goes on in the same snapshot after the rows that arrived. */
export async function* exportRows(
  call: CallApi,
  query: ExportQuery,
  options: { readonly signal?: AbortSignal },
): AsyncGenerator<EnrichedTestExecution> {
  let { cursor, skip = 0 } = query;
  for (let breaks = 0; ; ) {
    try {
      const file = await exportFile(call, 'ndjson', { ...query, cursor, skip }, options);
      cursor = file.cursor;
      for await (const line of linesOf(file.bytes)) {
        skip += 1;
        breaks = 0;
        yield JSON.parse(line) as EnrichedTestExecution;
      }
      return;
    } catch (error) {
      breaks += 1;
      // A body that breaks off fails with a TypeError; anything else is an answer, or the caller's own.
      const isBroken = error instanceof TypeError || error instanceof ApiUnreachable;
      if (!isBroken || options.signal?.aborted || cursor === undefined || breaks > MOST_BREAKS) throw error;
      await sleep(PAUSE_MS * breaks);
    }
  }
}
