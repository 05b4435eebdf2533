import { setTimeout as sleep } from 'node:timers/promises';
import { ApiUnreachable } from './api-unreachable.ts';
import { RequestFailed } from './request-failed.ts';

/** Where the API is, and as whom it is called. */
export interface ClientOptions {
  /** Such as `http://127.0.0.1:3000`, or with a path where a proxy serves the API below one. */
  readonly url: string;
  /** An API key or a JWT; none where the API asks for none. */
  readonly token?: string;
  /** How often a request that reads is tried again when the API is away or has no room (429, 503, 504); default 3. */
  readonly retries?: number;
}

/** What a request may carry. */
export type Body = NonNullable<RequestInit['body']>;

/** One request. */
export interface Call {
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
  /** Whether sending it twice does no more than sending it once; true of GET. */
  readonly mayRepeat?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Sends a request and returns the answer, whose status says that it is one. @throws RequestFailed, ApiUnreachable */
export type CallApi = (call: Call) => Promise<Response>;

const RETRIES = 3;
const PASSING = [429, 503, 504];
const DEFAULT_WAIT_S = 1;
const LONGEST_WAIT_S = 60;

async function once(url: string, token: string | undefined, call: Call): Promise<Response> {
  const { path, method = 'GET', headers, body, signal } = call;
  const target = url.replace(/\/+$/, '') + path;
  const response = await fetch(target, {
    method,
    headers: { ...headers, ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body, duplex: 'half' }),
    ...(signal !== undefined && { signal }),
  }).catch((error: unknown) => {
    throw signal?.aborted ? error : new ApiUnreachable(target, error);
  });
  if (response.ok) return response;
  throw new RequestFailed(response, await response.text());
}

/** How requests are sent. One that may be is repeated after the time the API asks for, others are not. */
export function callApi({ url, token, retries = RETRIES }: ClientOptions): CallApi {
  return async (call) => {
    const { mayRepeat = (call.method ?? 'GET') === 'GET' } = call;
    for (let tries = 0; ; tries++) {
      try {
        return await once(url, token, call);
      } catch (error) {
        const isRefused = error instanceof RequestFailed && PASSING.includes(error.status);
        const passes = isRefused || error instanceof ApiUnreachable;
        if (!passes || !mayRepeat || tries >= retries) throw error;
        const asked = isRefused ? error.retryAfter : null;
        const seconds = Math.min(asked ?? DEFAULT_WAIT_S, LONGEST_WAIT_S);
        await sleep(seconds * 1_000, undefined, call.signal === undefined ? {} : { signal: call.signal });
      }
    }
  };
}
