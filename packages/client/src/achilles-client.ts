import {
  ENDPOINTS,
  type EndpointName,
  type Endpoints,
  type EnrichedTestExecution,
  type ExecutionGroup,
  type ExportFormat,
  type ResponseOf,
} from '@achilles/types';
import { type Answered, answered } from './answered.ts';
import { type CallApi, type ClientOptions, callApi } from './call-api.ts';
import type { Cancellable } from './cancellable.ts';
import { type ExportedFile, exportFile } from './export-file.ts';
import { exportRows } from './export-rows.ts';
import { JobsClient } from './jobs-client.ts';
import { callOperation } from './operations-client.ts';
import { type EndpointQuery, type ExportQuery, queryString } from './query.ts';
import { RiskAcceptancesClient } from './risk-acceptances-client.ts';

const ANALYTICS = '/api/analytics/';

type PageQuery = Omit<EndpointQuery<'paginatedExecutions'>, 'cursor' | 'page' | 'grouped'>;
type Page = ResponseOf<Endpoints['paginatedExecutions']>;

/**
 * Calls the API of Achilles Analytics. Methods fail with `RequestFailed` where the API refuses or can't answer, and with
 * `ApiUnreachable` where nothing answers.
 */
export class AchillesClient {
  readonly #call: CallApi;
  /** Heavy work: submit it, wait for it. */
  readonly jobs: JobsClient;
  /** Accepted risks: accept, look up, revoke. */
  readonly riskAcceptances: RiskAcceptancesClient;

  constructor(options: ClientOptions) {
    this.#call = callApi(options);
    this.jobs = new JobsClient(this.#call);
    this.riskAcceptances = new RiskAcceptancesClient(this.#call);
  }

  /** Asks one read endpoint, such as `get('defenseScore', { from: 'now-30d' })`. */
  async get<N extends EndpointName>(
    endpoint: N,
    query: EndpointQuery<N> = {} as EndpointQuery<N>,
    { signal }: Cancellable = {},
  ): Promise<ResponseOf<Endpoints[N]>> {
    return (await this.ask(endpoint, query, signal === undefined ? {} : { signal })).body;
  }

  /** The same with what the answer can be quoted with: its window, its instant, its source. */
  async ask<N extends EndpointName>(
    endpoint: N,
    query: EndpointQuery<N> = {} as EndpointQuery<N>,
    { signal }: Cancellable = {},
  ): Promise<Answered<ResponseOf<Endpoints[N]>>> {
    const path = ANALYTICS + ENDPOINTS[endpoint].path + queryString(query);
    return answered<ResponseOf<Endpoints[N]>>(await this.#call({ path, signal }));
  }

  /** Every matching execution in the order asked for, page after page of one snapshot: none twice, none missed. */
  async *executions(query: PageQuery = {}, options: Cancellable = {}): AsyncGenerator<EnrichedTestExecution> {
    for await (const page of this.#pages({ ...query, grouped: false }, options))
      if ('data' in page) yield* page.data;
  }

  /** Every group of matching executions in the order asked for, with all its members. */
  async *groups(query: PageQuery = {}, options: Cancellable = {}): AsyncGenerator<ExecutionGroup> {
    for await (const page of this.#pages({ ...query, grouped: true }, options))
      if ('groups' in page) yield* page.groups;
  }

  /** Every matching execution, newest first, as one stream; goes on where a broken connection ended it. */
  exportRows(query: ExportQuery = {}, options: Cancellable = {}): AsyncGenerator<EnrichedTestExecution> {
    return exportRows(this.#call, query, options);
  }

  /** The bytes of an export in a format, as they arrive; a connection that breaks fails the stream. */
  exportFile(
    format: ExportFormat,
    query: ExportQuery = {},
    options: Cancellable = {},
  ): Promise<ExportedFile> {
    return exportFile(this.#call, format, query, options);
  }

  /** The indices of results and of the archive, or those that match a pattern. */
  async indices(pattern?: readonly string[], options: Cancellable = {}) {
    const query = pattern === undefined ? {} : { pattern };
    return (await callOperation(this.#call, 'listIndices', { query, ...options })).indices;
  }

  async *#pages(
    query: EndpointQuery<'paginatedExecutions'>,
    options: Cancellable,
  ): AsyncGenerator<Page, void> {
    for (let cursor: string | undefined; ; ) {
      const page = await this.get('paginatedExecutions', { ...query, cursor }, options);
      yield page;
      cursor = page.pagination.nextCursor;
      if (!page.pagination.hasNext) return;
      if (cursor === undefined) throw new Error('the API told of a next page and gave no cursor to it');
    }
  }
}
