import { isGzip } from '@achilles/query-core';
import { ApiError } from '@achilles/types';
import type { Context } from 'koa';
import { arrivingBody } from './arriving-body.ts';

const ENCODINGS = ['', 'identity', 'gzip'];

/** Refuses an upload whose headers say that it is something else. @throws ApiError */
export function checkUploadHeaders(ctx: Context, mediaTypes: readonly string[]): void {
  const type = ctx.request.type;
  if (type !== '' && !mediaTypes.includes(type.toLowerCase())) {
    const message = `the body is ${type}; send it as one of ${mediaTypes.join(', ')}`;
    throw new ApiError('unsupported-media-type', message);
  }
  const encoding = ctx.get('Content-Encoding').trim().toLowerCase();
  if (!ENCODINGS.includes(encoding)) {
    const message = `the body is encoded as ${encoding}; send it plain or as gzip`;
    throw new ApiError('unsupported-media-type', message);
  }
}

/** The bytes of an upload as they arrive, gzip or not. @throws ApiError for none, or none that are what they say; CallerLeft */
export async function* uploadBody(ctx: Context): AsyncGenerator<Buffer> {
  const saysGzip = ctx.get('Content-Encoding').trim().toLowerCase() === 'gzip';
  let isFirst = true;
  for await (const chunk of arrivingBody(ctx.req)) {
    // A start of a single byte is left to the job, which reads the whole.
    if (isFirst && saysGzip && chunk.byteLength > 1 && !isGzip(chunk)) {
      throw new ApiError('bad-request', 'Content-Encoding says gzip, but the body is not gzip data');
    }
    isFirst = false;
    yield chunk;
  }
  if (isFirst) throw new ApiError('bad-request', 'the body is empty; send one document a line');
}
