import { isDeepStrictEqual } from 'node:util';
import { RiskAcceptance } from '@achilles/types';
import type { Client } from '@elastic/elasticsearch';
import type { AnswerOf, Plan } from '../../plan/plan.ts';
import type { ResultReader, Snapshot } from '../../ports/result-reader.ts';
import { StoreError } from '../../ports/store-error.ts';
import { type PlanWork, planWork } from './compile-search.ts';
import type { AggResult } from './count-rows.ts';
import { type CallLimits, ElasticsearchCalls } from './elasticsearch-calls.ts';
import { isCausedBy } from './elasticsearch-error.ts';
import { ASKED_PATHS, type FieldCapabilities } from './field-capabilities.ts';
import { fieldsOfPlan } from './fields-of-plan.ts';
import { type IndexGroup, indexGroups } from './index-groups.ts';
import type { NodeWatch } from './node-watch.ts';
import type { Reading } from './part-work.ts';
import { type Search, searchOnce, searchParts, walkParts, walkRuns } from './plan-search.ts';
import type { Query } from './query.ts';
import { readAcceptances } from './read-acceptances.ts';
import { resultsTarget } from './results-target.ts';

/** How long a point in time is kept between two searches. */
const KEEP_ALIVE = '2m';
/** New indices may appear while a question is answered; one that never stops changing is given up. */
const MOST_TRIES = 3;
const OPERATION = 'reading results';

export interface ReaderOptions {
  readonly client: Client;
  readonly watch: NodeWatch;
  readonly limits: CallLimits;
  /** Which indices hold results, as in `IndexSettings`. */
  readonly pattern: string;
  readonly clock: () => number;
}

/** Reads results from Elasticsearch: one search where that holds the whole answer, else several over one point in time. */
export class ElasticsearchReader implements ResultReader {
  readonly #options: ReaderOptions;
  readonly #target: string;
  /** How fields were mapped when that was last asked. */
  #capabilities: FieldCapabilities | undefined;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#target = resultsTarget(options.pattern);
  }

  async withSnapshot<T>(use: (snapshot: Snapshot) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (signal?.aborted) throw new StoreError('cancelled', 'the caller left before the store was asked');
    const { client, watch, limits, clock } = this.#options;
    const calls = new ElasticsearchCalls(client, watch, limits, { signal });
    const asOf = clock();
    let acceptances: Promise<readonly RiskAcceptance[]> | undefined;
    return use({
      asOf,
      riskAcceptances: () => {
        acceptances ??= readAcceptances(calls).then((records) => records.map((record) => RiskAcceptance.parse(record)));
        return acceptances;
      },
      run: (plan) => this.#run(plan, calls),
    });
  }

  async #run<P extends Plan>(plan: P, calls: ElasticsearchCalls): Promise<AnswerOf<P['parts']>> {
    const fields = fieldsOfPlan(plan);
    let capabilities = this.#capabilities ?? (await this.#readCapabilities(calls));
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      // Asked again beside every answer: a mapping that is newer than what the searches went by would make it wrong.
      const [answered, current] = await Promise.allSettled([
        this.#answer(plan, indexGroups(capabilities, fields), calls),
        this.#readCapabilities(calls),
      ]);
      if (current.status === 'rejected') throw current.reason;
      if (isDeepStrictEqual(current.value, capabilities)) {
        if (answered.status === 'rejected') throw answered.reason;
        return answered.value as AnswerOf<P['parts']>;
      }
      capabilities = current.value;
    }
    throw new StoreError('unavailable', 'the indices keep changing while they are read');
  }

  async #readCapabilities(calls: ElasticsearchCalls): Promise<FieldCapabilities> {
    const { fields } = await calls.run(OPERATION, (client, options) =>
      client.fieldCaps(
        {
          index: this.#target,
          fields: [...ASKED_PATHS],
          include_unmapped: true,
          allow_no_indices: true,
          filter_path: [
            'fields.*.*.aggregatable',
            'fields.*.*.indices',
            'fields.*.*.non_aggregatable_indices',
          ],
        },
        options,
      ),
    );
    this.#capabilities = (fields ?? {}) as FieldCapabilities;
    return this.#capabilities;
  }

  async #answer(plan: Plan, groups: readonly IndexGroup[], calls: ElasticsearchCalls) {
    const [group] = groups;
    let reading: Reading = 'at-once';
    if (groups.length === 1 && group !== undefined) {
      const work = planWork(plan);
      const once = await withRoom(() => searchOnce(this.#search(calls, { index: this.#target }), work, group));
      if (once === 'complete') return answerOf(work);
      if (once === 'no-room') reading = 'paged';
    }
    return this.#withPointInTime(calls, async (search) => {
      for (;;) {
        const work = planWork(plan);
        const found = await withRoom(() => answerAll(search, work, groups, reading));
        if (found === 'complete') return answerOf(work);
        if (reading === 'paged') throw new StoreError('failed', 'the store left out buckets of a paged answer');
        reading = 'paged';
      }
    });
  }

  async #withPointInTime<T>(calls: ElasticsearchCalls, use: (search: Search) => Promise<T>): Promise<T> {
    const opened = await calls.run(OPERATION, (client, options) =>
      client.openPointInTime(
        {
          index: this.#target,
          keep_alive: KEEP_ALIVE,
          allow_partial_search_results: false,
        },
        options,
      ),
    );
    let { id } = opened;
    try {
      return await use(this.#search(calls, () => ({ pit: { id, keep_alive: KEEP_ALIVE } }), (next) => { id = next; }));
    } finally {
      // Whoever leaves early leaves it open as well; the node then closes it by itself.
      await this.#options.client.closePointInTime({ id }, { ignore: [404] }).catch(() => undefined);
    }
  }

  #search(
    calls: ElasticsearchCalls,
    where: { index: string } | (() => { pit: { id: string; keep_alive: string } }),
    onId: (id: string) => void = () => undefined,
  ): Search {
    return async (body: Query) => {
      const result = await calls.run(
        OPERATION,
        (client, options) =>
          client.search(
            {
              ...(typeof where === 'function' ? where() : { ...where, allow_no_indices: true }),
              ...body,
              allow_partial_search_results: false,
            },
            options,
          ),
        body,
      );
      if (result.pit_id !== undefined) onId(result.pit_id);
      if (result.timed_out || result._shards.failed > 0) {
        throw new StoreError('unavailable', 'a part of the results could not be read', undefined, JSON.stringify(body));
      }
      return (result.aggregations ?? {}) as unknown as Readonly<Record<string, AggResult>>;
    };
  }
}

/** Whether a search had room for everything; one that would need too many buckets has none. */
async function withRoom(ask: () => Promise<boolean>): Promise<'complete' | 'incomplete' | 'no-room'> {
  try {
    return (await ask()) ? 'complete' : 'incomplete';
  } catch (error) {
    if (isCausedBy(error, 'too_many_buckets_exception')) return 'no-room';
    throw error;
  }
}

async function answerAll(
  search: Search,
  work: PlanWork,
  groups: readonly IndexGroup[],
  reading: Reading,
): Promise<boolean> {
  let complete = true;
  for (const group of groups) {
    complete = (await searchParts(search, work, group, reading)) && complete;
    if (!complete) return false;
    await walkParts(search, work, group, reading);
  }
  for (const walk of work.runs) await walkRuns(search, work, walk, groups);
  return true;
}

const answerOf = ({ parts }: PlanWork) =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.answer()]));
