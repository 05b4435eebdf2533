/** Many times what it takes, for machines that are busy with other things. */
const TIMEOUT_MS = 30_000;

/** What Elasticsearch answered; the text is kept, since numbers may be longer than JavaScript's. */
export interface ElasticsearchReply {
  readonly status: number;
  readonly text: string;
}

/** Speaks plain HTTP with a cluster: it knows nothing of the product and of its client. */
export class ElasticsearchHttp {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** @throws when there was no answer, which tells nothing of whether the request was done */
  async ask(method: string, path: string, body?: string): Promise<ElasticsearchReply> {
    const response = await fetch(this.#url + path, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
    });
    return { status: response.status, text: await response.text() };
  }

  /** An answer that must be a 200. @throws */
  async read(method: string, path: string, body?: string): Promise<string> {
    const { status, text } = await this.ask(method, path, body);
    if (status !== 200) throw new Error(`${method} ${path} answered ${status}: ${text.slice(0, 500)}`);
    return text;
  }
}
