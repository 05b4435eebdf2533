import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import {
  type AskContext,
  EVERY_ORGANIZATION,
  type ExportedExecutions,
  exportExecutions,
} from '@achilles/query-core';
import {
  ApiError,
  EXECUTION_EXPORT,
  EXPORT_CURSOR_HEADER,
  EXPORT_FORMATS,
  EXPORT_MEDIA_TYPES,
  type ExportFormat,
  FILTERS,
  formatInstant,
  parseParameters,
} from '@achilles/types';
import type Router from '@koa/router';
import type { Context } from 'koa';
import { ANALYTICS } from '../analytics-path.ts';
import { answerHeaders } from '../answer-headers.ts';
import { callerSignal } from '../caller-signal.ts';
import { queryOf } from '../query-of.ts';
import { ANONYMOUS } from '../requester.ts';
import { encodeRows } from './encode-rows.ts';

const MEDIA_TYPES = EXPORT_FORMATS.map((format) => EXPORT_MEDIA_TYPES[format]);

/** The format that is asked for by name, else by the Accept header. */
function formatOf(ctx: Context, named: ExportFormat | undefined): ExportFormat {
  if (named !== undefined) return named;
  const accepted = ctx.accepts([...MEDIA_TYPES]);
  const format = EXPORT_FORMATS.find((one) => EXPORT_MEDIA_TYPES[one] === accepted);
  if (format !== undefined) return format;
  throw new ApiError(
    'not-acceptable',
    `an export is ${MEDIA_TYPES.join(' or ')}; set format=${EXPORT_FORMATS.join(' or format=')}`,
  );
}

/** A name for the file: when it was taken, without what file systems do not like. */
const fileName = (asOf: number, format: ExportFormat): string =>
  `executions-${formatInstant(asOf).replaceAll(/[-:]|\.\d+/g, '')}.${format}`;

/** Mounts the export: the reply begins with the first rows and goes on as fast as its caller reads. */
export function mountExport(router: Router, context: AskContext, clock: () => number): void {
  router.get(ANALYTICS + EXECUTION_EXPORT.path, async (ctx) => {
    const parameters = parseParameters({ ...FILTERS, ...EXECUTION_EXPORT.parameters }, queryOf(ctx));
    const format = formatOf(ctx, parameters.format);
    const input = {
      parameters,
      scope: EVERY_ORGANIZATION,
      now: clock(),
      caller: ANONYMOUS.requestedBy,
      signal: callerSignal(ctx),
    };
    const send = async (exported: ExportedExecutions, begun: () => void): Promise<void> => {
      const { rows, cursor, asOf } = exported;
      const bytes = encodeRows(rows, format, context.organizations, parameters.skip > 0);
      const body = Readable.from(bytes, { objectMode: false });
      ctx.set(answerHeaders(exported));
      ctx.set(EXPORT_CURSOR_HEADER, cursor);
      ctx.attachment(fileName(asOf, format));
      ctx.type = `${EXPORT_MEDIA_TYPES[format]}; charset=utf-8`;
      ctx.body = body;
      const failed = new Promise<never>((_, reject) => body.once('error', reject));
      begun();
      try {
        await Promise.race([finished(ctx.res), failed]);
      } finally {
        body.destroy();
      }
    };
    await new Promise<void>((resolve, reject) => {
      let hasBegun = false;
      const begun = () => {
        hasBegun = true;
        resolve();
      };
      exportExecutions(context, input, (exported) => send(exported, begun)).catch((error: unknown) => {
        if (!hasBegun) return reject(error);
        // A file that ends early must not look whole: the connection is cut in the middle of it.
        if (!ctx.res.destroyed) ctx.state.log?.error({ err: error }, 'an export broke off');
        ctx.res.destroy();
      });
    });
  });
}
