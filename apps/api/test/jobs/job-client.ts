import { ErrorEnvelope, Job } from '@achilles/types';
import { expect } from 'vitest';

const IMPORT = '/api/analytics/executions/import';
const JOBS_PATH = '/api/analytics/jobs';
/** The body of an import. */
export const LINE = '{"_id": "1"}\n';
/** What an import came to. */
export const RESULT = { added: 1, replaced: 0, unchanged: 0, refused: 0, refusals: [] };

type Headers = Readonly<Record<string, string>>;

/** An answer, read. */
export interface Reply {
  readonly status: number;
  readonly headers: globalThis.Headers;
  readonly body: Record<string, unknown>;
  readonly seconds: number;
}

/** What callers say about jobs to one API. */
export class JobClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async call(path: string, request: RequestInit = {}): Promise<Reply> {
    const started = performance.now();
    const response = await fetch(this.#url + path, request);
    const body = (await response.json()) as Record<string, unknown>;
    return {
      status: response.status,
      headers: response.headers,
      body,
      seconds: (performance.now() - started) / 1_000,
    };
  }

  import = (headers: Headers = {}, body = LINE, query = ''): Promise<Reply> =>
    this.call(IMPORT + query, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/x-ndjson', ...headers },
    });

  async submitted(): Promise<string> {
    const { status, body } = await this.import();
    expect(status).toBe(202);
    return Job.parse(body.data).id;
  }

  get = (id: string) => this.call(`${JOBS_PATH}/${id}`);
  list = (query: string) => this.call(`${JOBS_PATH}?${query}`);
  cancel = (id: string, headers: Headers = {}) =>
    this.call(`${JOBS_PATH}/${id}`, { method: 'DELETE', headers });

  status = async (id: string): Promise<unknown> => Job.parse((await this.get(id)).body.data).status;

  events = (id: string, request: RequestInit = {}) => fetch(`${this.#url}${JOBS_PATH}/${id}/events`, request);
}

/** Why a request was refused. */
export const failure = ({ body }: Reply): string => ErrorEnvelope.parse(body).error;

/** Polls for something that a busy machine may take a while for. */
export const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 20_000, interval: 50 });
