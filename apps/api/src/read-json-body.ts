import { ApiError } from '@achilles/types';
import type { Context } from 'koa';
import { arrivingBody } from './arriving-body.ts';

const MOST_BYTES = 1024 * 1024;

/** The JSON of a request's body. @throws ApiError, CallerLeft */
export async function readJsonBody(ctx: Context): Promise<unknown> {
  if (!ctx.is('application/json'))
    throw new ApiError('unsupported-media-type', 'send the body as application/json');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of arrivingBody(ctx.req)) {
    length += chunk.byteLength;
    if (length > MOST_BYTES) throw new ApiError('too-large', 'the body is larger than 1 MiB');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new ApiError('bad-request', 'the body is not valid JSON');
  }
}
