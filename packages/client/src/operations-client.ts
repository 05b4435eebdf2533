import {
  OPERATIONS,
  type Operation,
  type OperationAnswer,
  type OperationName,
  type Operations,
} from '@achilles/types';
import type { z } from 'zod';
import type { CallApi } from './call-api.ts';
import type { Cancellable } from './cancellable.ts';
import { type QueryOf, queryString } from './query.ts';

type BodyOf<O extends Operation> = O['body'] extends z.ZodType ? z.input<O['body']> : undefined;

/** What an operation is asked with: what its path, its query and its body need. */
export interface OperationInput<O extends Operation> extends Cancellable {
  /** What stands for `{id}` in its path. */
  readonly id?: string;
  readonly query?: QueryOf<O['parameters']>;
  readonly body?: BodyOf<O>;
}

/** Calls an operation by its declaration. @throws RequestFailed */
export async function callOperation<N extends OperationName>(
  call: CallApi,
  name: N,
  { id = '', query = {}, body, signal }: OperationInput<Operations[N]>,
): Promise<OperationAnswer<Operations[N]>> {
  const { method, path }: Operation = OPERATIONS[name];
  const response = await call({
    path: path.replace('{id}', encodeURIComponent(id)) + queryString(query),
    method: method === 'get' ? 'GET' : 'POST',
    ...(body !== undefined && {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
    signal,
  });
  return (await response.json()) as OperationAnswer<Operations[N]>;
}
