import { constants } from 'node:zlib';
import type { ReadinessCheck } from '@achilles/process';
import type { AskContext } from '@achilles/query-core';
import cors from '@koa/cors';
import Router from '@koa/router';
import Koa from 'koa';
import compress from 'koa-compress';
import helmet from 'koa-helmet';
import type { Logger } from 'pino';
import { EXPOSED_HEADERS } from './answer-headers.ts';
import { type BoardQueues, jobBoard } from './board/job-board.ts';
import { mountExport } from './export/mount-export.ts';
import { mountHealth } from './health.ts';
import { type IndicesDependencies, mountIndices } from './indices-api.ts';
import { type JobsDependencies, mountJobs } from './jobs-api.ts';
import { accessLog } from './middleware/access-log.ts';
import { errors } from './middleware/errors.ts';
import { requestId } from './middleware/request-id.ts';
import { trustedHost } from './middleware/trusted-host.ts';
import { trustedOrigin } from './middleware/trusted-origin.ts';
import { mountEndpoints } from './mount-endpoints.ts';
import { mountOpenApi } from './openapi.ts';
import { ANONYMOUS } from './requester.ts';
import { mountRiskAcceptances, type RiskAcceptancesDependencies } from './risk-acceptances-api.ts';

/** Everything the application uses; nothing is opened or read from the environment here. */
export interface AppDependencies
  extends AskContext,
    JobsDependencies,
    RiskAcceptancesDependencies,
    IndicesDependencies {
  readonly log: Logger;
  readonly corsOrigins: readonly string[];
  /** The address whose Host header is answered besides loopback names; null answers every name. */
  readonly trustsOnlyHost: string | null;
  readonly readiness: readonly ReadinessCheck[];
  /** What readiness tells besides, whether it is ready or not; by name. */
  readonly notes?: (() => Readonly<Record<string, string>>) | undefined;
  /** What the board shows; null where there is none. */
  readonly board: BoardQueues | null;
}

/** Brotli's best levels take longer than sending the bytes they save. */
const BROTLI_QUALITY = 4;
const WORTH_COMPRESSING = 1_024;
const COMPRESSED = /json|^text\//;

/** Builds the Koa application. */
export function createApp(dependencies: AppDependencies): Koa {
  const { log, clock, corsOrigins, trustsOnlyHost, readiness, board, stopping } = dependencies;
  const { notes = () => ({}) } = dependencies;
  const router = new Router();
  mountHealth(router, readiness, () => stopping.aborted, notes);
  mountOpenApi(router);
  mountEndpoints(router, dependencies, clock);
  mountExport(router, dependencies, clock);
  mountJobs(router, dependencies);
  mountRiskAcceptances(router, dependencies);
  mountIndices(router, dependencies);

  const app = new Koa();
  app.use(async (ctx, next) => {
    await next();
    // So that no caller sends its next request just as a stopping process closes the connection.
    if (stopping.aborted) ctx.set('Connection', 'close');
  });
  app.silent = true;
  app.on('error', (error) => log.debug({ err: error }, 'connection'));
  app.use(requestId);
  app.use(accessLog(log));
  app.use(helmet());
  app.use(
    cors({
      origin: (ctx) => (corsOrigins.includes(ctx.get('Origin')) ? ctx.get('Origin') : ''),
      exposeHeaders: EXPOSED_HEADERS,
      keepHeadersOnError: true,
    }),
  );
  app.use(
    compress({
      threshold: WORTH_COMPRESSING,
      filter: (type) => COMPRESSED.test(type),
      br: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
    }),
  );
  app.use(errors);
  if (trustsOnlyHost !== null) app.use(trustedHost(trustsOnlyHost));
  app.use(trustedOrigin(corsOrigins));
  if (board !== null) app.use(jobBoard(board, ANONYMOUS));
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}
