import { ErrorEnvelope } from '@achilles/types';

/** The API refused a request or could not answer it (CONTRACT section 8); the message is the API's own. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  readonly status: number;
  /** What is wrong with which parameter or field, where the API says so. */
  readonly details: ErrorEnvelope['details'];
  /** Names the request in the log of the API. */
  readonly requestId: string | null;
  /** Seconds after which it may be tried again, where the API says so. */
  readonly retryAfter: number | null;

  constructor(response: Response, body: string) {
    const envelope = readEnvelope(body);
    super(envelope?.error ?? `the API answered ${response.status}`);
    this.status = response.status;
    this.details = envelope?.details;
    this.requestId = response.headers.get('X-Request-Id');
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
    this.retryAfter = Number.isNaN(seconds) ? null : seconds;
  }
}

function readEnvelope(body: string): ErrorEnvelope | undefined {
  try {
    return ErrorEnvelope.parse(JSON.parse(body));
  } catch {
    // A proxy before the API answers in its own words.
    return undefined;
  }
}
