import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { OperatorError, type ReadinessCheck, readinessOf } from '@achilles/process';

/** Where health is served, and what it tells of. */
export interface HealthOptions {
  readonly host: string;
  readonly port: number;
  readonly checks: readonly ReadinessCheck[];
  readonly isStopping: () => boolean;
  /** What readiness tells besides, whether it is ready or not; by name. */
  readonly notes?: () => Readonly<Record<string, string>>;
}

function reply(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, {
      'Content-Type': 'application/json',
      Connection: 'close',
      'Cache-Control': 'no-store',
    })
    .end(JSON.stringify(body));
}

/**
 * Serves `/health/live` and `/health/ready` for a process that has no other server.
 * @throws OperatorError when the address can't be listened on
 */
export async function serveHealth({ host, port, checks, isStopping, notes }: HealthOptions): Promise<{
  readonly url: string;
  stop(): Promise<void>;
}> {
  const server = createServer(async (request, response) => {
    if (request.url === '/health/live') return reply(response, 200, { status: 'live' });
    if (request.url !== '/health/ready')
      return reply(response, 404, { success: false, error: 'there are /health/live and /health/ready' });
    const { ready, body } = await readinessOf(checks, isStopping);
    reply(response, ready ? 200 : 503, { ...body, ...notes?.() });
  });
  server.listen(port, host);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new OperatorError(
      `health can't be served on HEALTH_HOST=${host} HEALTH_PORT=${port} (${error.code}); set others`,
    );
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
