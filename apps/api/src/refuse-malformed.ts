import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorEnvelope } from '@achilles/types';

const FAILURES: Readonly<Record<string, readonly [status: number, error: string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'the request line and headers are longer than 16 KiB; ask for fewer values at once',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request took too long to arrive; send it again'],
};
const MALFORMED = [400, 'the request is not valid HTTP'] as const;

function answer(socket: Duplex, status: number, error: string): void {
  const envelope: ErrorEnvelope = { success: false, error };
  const body = JSON.stringify(envelope);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${randomUUID()}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Answers what is no request at all with the envelope of CONTRACT section 8, too. */
export function refuseMalformed(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const { bytesWritten, _httpMessage } = socket as Duplex & {
      bytesWritten?: number;
      _httpMessage?: { headersSent: boolean };
    };
    // An answer that has begun can't be taken back; neither can one be given to a caller who left.
    if (error.code === 'ECONNRESET' || !socket.writable || (_httpMessage?.headersSent && bytesWritten))
      return void socket.destroy();
    const [status, message] = FAILURES[error.code ?? ''] ?? MALFORMED;
    answer(socket, status, message);
  });
  server.on('checkExpectation', (request: IncomingMessage) =>
    answer(request.socket, 417, `Expect: ${request.headers.expect} is not met here; leave it out`),
  );
}
