import type { z } from 'zod';
import type { Permission } from '../permissions.ts';
import type { Parameters, ParameterValues } from '../request/parameter.ts';

/**
 * A call that is neither a question over executions nor a job, declared once: router, documentation and client are
 * derived from it.
 */
export interface Operation<
  P extends Parameters = Parameters,
  B extends z.ZodType | null = z.ZodType | null,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post';
  /** The whole path; `{id}` stands for the id of what it is about. */
  readonly path: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly parameters: P;
  /** Of a JSON body; null where none is read. */
  readonly body: B;
  /** Of success. */
  readonly status: 200 | 201;
  readonly response: R;
  /** What a caller may meet besides what any call may. */
  readonly failures: readonly ('not-found' | 'conflict')[];
}

/** A request of an operation after parsing. */
export interface OperationRequest<O extends Operation> {
  readonly parameters: ParameterValues<O['parameters']>;
  readonly body: O['body'] extends z.ZodType ? z.output<O['body']> : null;
  /** What stands for `{id}`; empty where the path has none. */
  readonly id: string;
}

/** What an operation answers besides `success: true`. */
export type OperationAnswer<O extends Operation> = Omit<z.input<O['response']>, 'success'>;
