import { z } from 'zod';
import type { Permission } from '../permissions.ts';
import type { Parameters } from '../request/parameter.ts';

/** What a request knows besides its body. */
export interface RequestContext {
  /** When it is read, epoch milliseconds: what it calls now. */
  readonly now: number;
  /** The organization that its caller is bound to. */
  readonly org?: string | undefined;
  /** Why an index of this name can't be created for results, as a sentence; null when it can. */
  newIndexProblem(name: string): string | null;
}

/** A JSON body, from which the payload is made. */
export interface JsonJobRequest<S extends z.ZodType = z.ZodType> {
  readonly path: string;
  readonly body: 'json';
  readonly accepts: S;
  /** @throws ApiError `bad-request` that tells every fault of what was accepted */
  toPayload(body: unknown, context: RequestContext): unknown;
}

/** The body is stored where any worker can read it; the payload is `{upload, bytes}` and the parameters. */
export interface UploadJobRequest<Q extends Parameters = Parameters> {
  readonly path: string;
  readonly body: 'upload';
  readonly mediaTypes: readonly string[];
  readonly parameters: Q;
}

/** How a job is asked for over HTTP: `POST /api/analytics/<path>`. */
export type JobRequest = JsonJobRequest | UploadJobRequest;

/** What callers are told of a payload: what was asked for, resolved, and nothing that is ours alone. */
export interface ShownPayload<P extends z.ZodType = z.ZodType, S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  of(payload: z.output<P>): z.output<S>;
}

/** Heavy work that outlives its request, declared once: queue, endpoint, documentation and worker are derived from it. */
export interface JobDeclaration<
  P extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
  Q extends JobRequest | null = JobRequest | null,
  S extends z.ZodType = z.ZodType,
> {
  readonly summary: string;
  readonly permission: Permission;
  /** Parsed by who submits and by who works: fields that are added later are optional, for jobs under way. */
  readonly payload: P;
  readonly result: R;
  /** The `payload` of its jobs as callers see them; the default tells nothing. */
  readonly shown: ShownPayload<P, S>;
  /** Null when nobody asks for it over HTTP. */
  readonly request: Q;
  /** Milliseconds before a job is tried again: doubled with every failure in a row, up to the most. */
  readonly backoff: { readonly first: number; readonly most: number };
  /** Milliseconds from the first failure in a row until the job is given up. */
  readonly retryFor: number;
  /** While a job with the same key is not finished, asking again returns it; null for jobs that never join. */
  dedupeKey(payload: z.output<P>): string | null;
}

type Declared<
  P extends z.ZodType,
  R extends z.ZodType,
  Q extends JobRequest | null,
  S extends z.ZodType,
> = Pick<JobDeclaration<P, R, Q, S>, 'summary' | 'permission' | 'payload' | 'result' | 'request'> &
  Partial<JobDeclaration<P, R, Q, S>>;

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

const DEFAULTS = {
  backoff: { first: SECOND, most: 60 * SECOND },
  retryFor: 24 * HOUR,
  dedupeKey: () => null,
  shown: { schema: z.strictObject({}), of: () => ({}) },
};

/** Declares a job; what is not said is the default: retried for 24 hours, never joined, its payload not shown. */
export const declareJob = <
  P extends z.ZodType,
  R extends z.ZodType,
  Q extends JobRequest | null,
  S extends z.ZodType = z.ZodType<Record<string, never>>,
>(
  declared: Declared<P, R, Q, S>,
): JobDeclaration<P, R, Q, S> => ({ ...(DEFAULTS as typeof DEFAULTS & { shown: never }), ...declared });

/** A job that is asked for with a JSON body. */
export const jsonRequest = <S extends z.ZodType>(
  path: string,
  accepts: S,
  toPayload: (body: z.output<S>, context: RequestContext) => unknown,
): JsonJobRequest<S> => ({
  path,
  body: 'json',
  accepts,
  toPayload: (body, context) => toPayload(body as z.output<S>, context),
});

/** A job that works on the body itself. */
export const uploadRequest = <Q extends Parameters>(
  path: string,
  mediaTypes: readonly string[],
  parameters: Q,
): UploadJobRequest<Q> => ({ path, body: 'upload', mediaTypes, parameters });
