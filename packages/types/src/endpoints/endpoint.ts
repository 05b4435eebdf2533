import type { z } from 'zod';
import type { ErrorDetail } from '../errors.ts';
import type { Permission } from '../permissions.ts';
import type { Filters } from '../request/filters.ts';
import type { Parameters, ParameterValues } from '../request/parameter.ts';

/**
 * A read endpoint, declared once: router, documentation and client are derived from it.
 * It takes every filter besides its own `parameters`; one with a `limit` among them answers `X-Total-Count`.
 */
export interface Endpoint<P extends Parameters = Parameters, R extends z.ZodType = z.ZodType> {
  /** Below `/api/analytics/`. */
  readonly path: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly parameters: P;
  readonly response: R;
  /** Tells what is wrong with parameters that are each fine by themselves. */
  check(values: ParameterValues<P>): readonly ErrorDetail[];
  /** The name under which browsers keep the answer, for an endpoint that answers a file. */
  readonly filename?: string;
}

/** A request of an endpoint after parsing: the filters and its own parameters. */
export type RequestOf<E extends Endpoint> = Filters & ParameterValues<E['parameters']>;
/** The answer of an endpoint. */
export type ResponseOf<E extends Endpoint> = z.infer<E['response']>;

/** Declares a read endpoint of the dashboards. */
export const readEndpoint = <P extends Parameters, R extends z.ZodType>(
  path: string,
  summary: string,
  parameters: P,
  response: R,
  check: (values: ParameterValues<P>) => readonly ErrorDetail[] = () => [],
): Endpoint<P, R> => ({
  path,
  summary,
  permission: 'analytics:dashboards:read',
  parameters,
  response,
  check,
});
