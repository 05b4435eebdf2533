import { chmod, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type IndexSettings, importExecutions, type ResultWriter } from '@achilles/query-core';
import type { Logger } from 'pino';
import { socketPath } from './socket-path.ts';

/** Where the channel listens, and what it hands imports to. */
export interface ImportChannelOptions {
  readonly dataDir: string;
  readonly indices: IndexSettings;
  readonly writer: ResultWriter;
  readonly log: Logger;
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

/**
 * Takes imports of other processes while this one has the data file open: the body of a POST is one NDJSON file, the
 * answer its result. Only the owner of the data folder can connect.
 * @returns stops taking imports, ending those under way after the batch they are at
 */
export async function openImportChannel(options: ImportChannelOptions): Promise<() => Promise<void>> {
  const { dataDir, indices, writer, log } = options;
  const stopping = new AbortController();
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const result = await importExecutions(request, { settings: indices, writer, signal: stopping.signal });
      if (stopping.signal.aborted)
        throw new Error('the server is stopping; run the import again to complete it');
      reply(response, 200, result);
    } catch (error) {
      log.error({ err: error }, 'import');
      reply(response, 503, { error: error instanceof Error ? error.message : String(error) });
    }
  };
  const path = socketPath(dataDir);
  // Whoever holds the data file is the only server of this folder: a socket that is already there has no owner.
  await rm(path, { force: true });
  const server = createServer((request, response) => void take(request, response));
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  if (process.platform !== 'win32') await chmod(path, 0o600);
  return async () => {
    stopping.abort();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
    });
  };
}
