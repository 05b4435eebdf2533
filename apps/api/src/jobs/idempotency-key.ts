import type { IncomingMessage } from 'node:http';
import { ApiError } from '@achilles/types';

const HEADER = 'Idempotency-Key';
/** Characters that ASCII prints. */
const ACCEPTABLE = /^[\x20-\x7e]{1,255}$/;

/** What a caller calls a request that it may send again; null where it does not. @throws ApiError for one that is no key */
export function idempotencyKey(request: IncomingMessage): string | null {
  const given = request.headersDistinct[HEADER.toLowerCase()];
  if (given === undefined) return null;
  const [key = '', ...more] = given;
  if (more.length === 0 && ACCEPTABLE.test(key)) return key;
  const message = `${HEADER} must be one value of 1 to 255 printable ASCII characters, such as a UUID`;
  throw ApiError.badRequest([{ path: HEADER, message }]);
}
