import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { ImportResult } from '@achilles/query-core';
import { socketPath } from './socket-path.ts';

/** Whether a process of this machine has the data folder open and takes imports. */
export async function channelIsOpen(dataDir: string): Promise<boolean> {
  const socket = connect(socketPath(dataDir));
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Has the process that holds the data folder import an NDJSON stream. @throws what the input throws, or the server says */
export async function sendToChannel(
  input: AsyncIterable<Uint8Array>,
  dataDir: string,
): Promise<ImportResult> {
  const sending = request({ socketPath: socketPath(dataDir), method: 'POST', path: '/' });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  let inputFault: unknown;
  const watched = async function* () {
    try {
      yield* input;
    } catch (error) {
      inputFault = error;
      throw error;
    }
  };
  // An answer that comes before the whole input was sent says more than the broken pipe.
  const sent = pipeline(watched, sending).catch(() => undefined);
  const [response] = await answered.catch((error: unknown) => {
    throw inputFault ?? error;
  });
  const body = (await json(response)) as ImportResult & { error?: string };
  await sent;
  if (response.statusCode !== 200) throw new Error(body.error ?? 'the server could not import');
  return body;
}
