import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { type Fault, faultAnswer } from './fault.ts';

/** What became of a request: its sender may leave before it is answered. */
export type Outcome = 'open' | 'answered' | 'aborted' | 'reset';

/** A request that reached the proxy. */
export interface SeenRequest {
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
  readonly query: string;
  outcome: Outcome;
}

/** An HTTP proxy on loopback whose behaviour is switched while it runs. */
export interface FaultProxy {
  readonly url: string;
  /** Every request since the start or the last `forget`, in order. */
  readonly requests: readonly SeenRequest[];
  /** From now on requests meet this fault; those whose path does not match `only` pass. Held ones stay held. */
  meet(fault: Fault, only?: RegExp): void;
  /** How many requests had a path like this, and this outcome where one is given. */
  count(path: RegExp, outcome?: Outcome): number;
  /** Empties the list of requests. */
  forget(): void;
  stop(): Promise<void>;
}

type Pass = (answer: IncomingMessage, outgoing: ServerResponse) => void;

const passOn: Pass = (answer, outgoing) => {
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
  pipeline(answer, outgoing, () => undefined);
};
const lose: Pass = (answer, outgoing) => {
  answer.resume().once('end', () => outgoing.destroy());
};

function forward(target: URL, incoming: IncomingMessage, outgoing: ServerResponse, pass = passOn): void {
  const { method, url, headers } = incoming;
  const upstream = send(
    {
      host: target.hostname,
      port: target.port,
      method,
      path: url,
      headers: { ...headers, host: target.host },
    },
    (answer) => pass(answer, outgoing),
  );
  // A target that is gone looks to the client as it would without a proxy.
  upstream.on('error', () => outgoing.destroy());
  // So that the target learns that its caller left.
  outgoing.once('close', () => upstream.destroy());
  incoming.pipe(upstream);
}

/** Starts a proxy in front of an HTTP server, such as Elasticsearch; it passes everything until told otherwise. */
export async function faultProxy(targetUrl: string): Promise<FaultProxy> {
  const target = new URL(targetUrl);
  let behaviour: { fault: Fault; only: RegExp | undefined } = { fault: { kind: 'pass' }, only: undefined };
  let requests: SeenRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const { pathname, search } = new URL(incoming.url ?? '/', targetUrl);
    const seen: SeenRequest = {
      method: incoming.method ?? '',
      path: pathname,
      query: search,
      outcome: 'open',
    };
    requests.push(seen);
    outgoing.once('close', () => {
      if (seen.outcome === 'open') seen.outcome = outgoing.writableFinished ? 'answered' : 'aborted';
    });
    const { fault, only } = behaviour;
    const kind = only === undefined || only.test(pathname) ? fault.kind : 'pass';
    switch (kind) {
      case 'pass':
        return forward(target, incoming, outgoing);
      case 'lose':
        return forward(target, incoming, outgoing, lose);
      case 'delay': {
        const milliseconds = fault.kind === 'delay' ? fault.milliseconds : 0;
        const timer = setTimeout(() => forward(target, incoming, outgoing), milliseconds);
        outgoing.once('close', () => clearTimeout(timer));
        return;
      }
      case 'reject':
      case 'forbid':
      case 'unavailable': {
        const { status, body } = faultAnswer(kind);
        incoming.resume();
        outgoing.writeHead(status, {
          'content-type': 'application/json',
          'x-elastic-product': 'Elasticsearch',
        });
        outgoing.end(body);
        return;
      }
      case 'hang':
        incoming.resume();
        return;
      case 'reset':
        seen.outcome = 'reset';
        incoming.socket.resetAndDestroy();
        return;
      default:
        kind satisfies never;
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get requests() {
      return requests;
    },
    meet(fault, only) {
      behaviour = { fault, only };
    },
    count: (path, outcome) =>
      requests.filter((seen) => path.test(seen.path) && (outcome ?? seen.outcome) === seen.outcome).length,
    forget() {
      requests = [];
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
