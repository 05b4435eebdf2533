import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** One address before several servers. */
export interface Balancer {
  readonly url: string;
  close(): Promise<void>;
}

/** Connects to the first of some ports that takes the connection. */
function reach(ports: readonly number[], from: Socket): void {
  const [port, ...others] = ports;
  if (port === undefined) {
    from.destroy();
    return;
  }
  const to = connect(port, '127.0.0.1');
  let isOpen = false;
  to.once('connect', () => {
    isOpen = true;
    from.pipe(to).pipe(from);
  });
  to.on('error', () => {
    if (!isOpen) reach(others, from);
  });
  to.on('close', () => {
    if (isOpen) from.destroy();
  });
  from.on('close', () => to.destroy());
}

/**
 * Passes connections on to servers by turns, and past those that refuse them, as a load balancer of production does: who
 * stands behind it loses answers when a server dies, and finds another server with the next connection.
 */
export async function startBalancer(urls: readonly string[]): Promise<Balancer> {
  const ports = urls.map((url) => Number(new URL(url).port));
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    const first = turn++ % ports.length;
    reach([...ports.slice(first), ...ports.slice(0, first)], socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
