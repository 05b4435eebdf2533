/** How a proxy treats a request. */
export type Fault =
  | { readonly kind: 'pass' }
  /** Passed after a while. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Answered 429, as Elasticsearch does when its queue is full. */
  | { readonly kind: 'reject' }
  /** Answered 503, as Elasticsearch does while it has no master. */
  | { readonly kind: 'unavailable' }
  /** Answered 403, as Elasticsearch does where the credentials do not suffice. */
  | { readonly kind: 'forbid' }
  /** Taken and never answered. */
  | { readonly kind: 'hang' }
  /** The connection breaks. */
  | { readonly kind: 'reset' }
  /** Passed, and the connection breaks before the answer is there. */
  | { readonly kind: 'lose' };

const ERRORS = {
  reject: {
    status: 429,
    type: 'es_rejected_execution_exception',
    reason: 'rejected execution of task, queue capacity = 1000',
  },
  forbid: { status: 403, type: 'security_exception', reason: 'action is unauthorized for user [test]' },
  unavailable: { status: 503, type: 'cluster_block_exception', reason: 'blocked by: [SERVICE_UNAVAILABLE]' },
};

/** The answer that Elasticsearch itself gives in such a case. */
export function faultAnswer(kind: keyof typeof ERRORS): { readonly status: number; readonly body: string } {
  const { status, type, reason } = ERRORS[kind];
  const error = { type, reason };
  return { status, body: JSON.stringify({ error: { root_cause: [error], ...error }, status }) };
}
