import { createServer, type Server } from 'node:http';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { OperatorError } from '@achilles/process';
import type Koa from 'koa';
import { refuseMalformed } from './refuse-malformed.ts';

/** A listening server. */
export interface Serving {
  readonly url: string;
  /**
   * Goes on answering for the time to drain, in milliseconds, while callers turn to others; then takes no new connection,
   * lets what is under way finish within the grace period and cuts what is left.
   */
  stop(graceMs: number, drainMs?: number): Promise<void>;
}

/** The address can't be listened on; the message says what to do. */
export class ListenError extends OperatorError {
  override readonly name = 'ListenError';
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new ListenError(
      `port ${port} on ${host} is taken; stop the program that has it, or set another PORT`,
    );
  }
  if (error.code === 'EACCES')
    return new ListenError(`port ${port} needs more rights; set PORT to 1024 or more`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new ListenError(
      `HOST=${host} is no address of this machine; set HOST=127.0.0.1 or another address it has`,
    );
  }
  return error;
}

/** Waits until every connection that the system has taken for us has been handed to us: closing would break the others. */
async function backlogTaken(server: Server): Promise<void> {
  let taken = true;
  server.on('connection', () => {
    taken = true;
  });
  while (taken) {
    taken = false;
    // Connections are handed over between two of these.
    await setImmediate();
    await setImmediate();
  }
}

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

/** Listens. @throws ListenError when the address is taken or not ours */
export async function serve(app: Koa, { host, port }: { host: string; port: number }): Promise<Serving> {
  const server = createServer(app.callback());
  refuseMalformed(server);
  // An upload may take as long as its bytes keep coming; headers still have their minute.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${bound}`,
    async stop(graceMs, drainMs = 0) {
      await setTimeout(drainMs);
      await backlogTaken(server);
      const done = closed(server);
      server.closeIdleConnections();
      const cut = new AbortController();
      const late = setTimeout(graceMs, undefined, { signal: cut.signal }).then(
        () => server.closeAllConnections(),
        () => undefined,
      );
      await done;
      cut.abort();
      await late;
    },
  };
}
