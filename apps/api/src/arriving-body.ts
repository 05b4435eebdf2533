import type { IncomingMessage } from 'node:http';
import { CallerLeft } from './caller-left.ts';

/** A caller that sends nothing for so long is gone. */
const STALL_MS = 60_000;

/**
 * The bytes of a request's body as they arrive. Whoever stops reading leaves the connection as it is, so that the
 * caller can still be answered.
 * @throws CallerLeft
 */
export async function* arrivingBody(request: IncomingMessage): AsyncGenerator<Buffer> {
  let stalled: NodeJS.Timeout | undefined;
  const wait = () => {
    stalled = setTimeout(() => request.destroy(), STALL_MS);
  };
  try {
    wait();
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      clearTimeout(stalled);
      yield chunk as Buffer;
      wait();
    }
  } catch (cause) {
    throw new CallerLeft({ cause });
  } finally {
    clearTimeout(stalled);
  }
  if (!request.complete) throw new CallerLeft();
}
