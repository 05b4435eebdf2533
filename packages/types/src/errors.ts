import { z } from 'zod';

/** Every failure a caller can meet: its HTTP status (CONTRACT section 8). */
export const ERRORS = {
  'bad-request': { status: 400 },
  unauthorized: { status: 401 },
  forbidden: { status: 403 },
  'not-found': { status: 404 },
  'method-not-allowed': { status: 405 },
  'not-acceptable': { status: 406 },
  conflict: { status: 409 },
  gone: { status: 410 },
  'too-large': { status: 413 },
  'unsupported-media-type': { status: 415 },
  unprocessable: { status: 422 },
  'too-many-requests': { status: 429 },
  internal: { status: 500 },
  unavailable: { status: 503 },
  timeout: { status: 504 },
} as const satisfies Record<string, { status: number }>;

/** What kind of failure it is; the table gives its status. */
export type ErrorCode = keyof typeof ERRORS;

/** One fault of a request: where, and what is accepted there. */
export interface ErrorDetail {
  readonly path: string;
  readonly message: string;
}

interface Extras {
  readonly details?: readonly ErrorDetail[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A failure with a message that its reader can act on; the message and details reach the caller, the cause only the log. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly details: readonly ErrorDetail[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, extras: Extras = {}) {
    super(message, { cause: extras.cause });
    this.code = code;
    this.details = extras.details;
    this.headers = extras.headers ?? {};
  }

  /** A 400 that tells every fault at once. */
  static badRequest(details: readonly ErrorDetail[]): ApiError {
    return new ApiError('bad-request', details.map(({ message }) => message).join('; '), { details });
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** The body of every failure (CONTRACT section 8). */
export const ErrorEnvelope = z.strictObject({
  success: z.literal(false),
  error: z.string(),
  details: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});
export type ErrorEnvelope = z.infer<typeof ErrorEnvelope>;
