import { isDeepStrictEqual } from 'node:util';
import type { Client } from '@elastic/elasticsearch';
import type { IndexSettings } from '../../indices/index-settings.ts';
import { ownIndices } from '../../indices/own-indices.ts';
import type { AnswerOf, Plan } from '../../plan/plan.ts';
import type { ResultReader, Snapshot } from '../../ports/result-reader.ts';
import { StoreError } from '../../ports/store-error.ts';
import { answerAtOnce, answerByWalking } from './answer/answer-plan.ts';
import { type PlanWork, planWork, refuseRows } from './answer/compile-search.ts';
import { CrowdedPlans } from './answer/crowded-plans.ts';
import type { GroupReader } from './answer/group-reader.ts';
import type { Reading } from './answer/part-work.ts';
import { openPointInTime, searchIndices } from './answer/point-in-time.ts';
import { refuseLostValues } from './answer/refuse-lost-values.ts';
import { isTooMuch } from './answer/walk-buckets.ts';
import { type CallLimits, ElasticsearchCalls } from './client/elasticsearch-calls.ts';
import { isCausedBy } from './client/elasticsearch-error.ts';
import type { NodeWatch } from './client/node-watch.ts';
import type { Capabilities } from './indices/field-capabilities.ts';
import { type IndexGroup, indexGroups } from './indices/index-groups.ts';
import { readCapabilities } from './indices/read-capabilities.ts';
import { type ResultsTarget, resultsTarget } from './indices/results-target.ts';
import { KnownAcceptances } from './known-acceptances.ts';
import { fieldsOfPlan } from './query/fields-of-plan.ts';
import { readAcceptances } from './read-acceptances.ts';

/** Indices may appear while a question is answered; one under which they never stop changing is given up. */
const MOST_TRIES = 5;
/** The shards of an index that was just made are there soon. */
const PASSING_MS = 200;
const SHARDS_MISSING = 'search_phase_execution_exception';

/** An index that was deleted, or made, while it was asked. */
function isPassing(error: unknown): boolean {
  if (isCausedBy(error, 'index_not_found_exception')) return true;
  if (!(error instanceof StoreError) || error.failure !== 'unavailable') return false;
  // Field capabilities list the indices that could not tell theirs.
  return Array.isArray(error.cause) || isCausedBy(error, SHARDS_MISSING);
}

/** How the cluster is reached, for how long, and which of its indices hold results. */
export interface ReaderOptions {
  readonly client: Client;
  readonly watch: NodeWatch;
  readonly limits: CallLimits;
  readonly indices: IndexSettings;
  readonly clock: () => number;
}

/** Reads results from Elasticsearch: one search where that holds the whole answer, else several over one point in time. */
export class ElasticsearchReader implements ResultReader {
  readonly #options: ReaderOptions;
  readonly #target: ResultsTarget;
  /** How fields were mapped when that was last asked. */
  #capabilities: Capabilities | undefined;
  readonly #crowded = new CrowdedPlans();
  readonly #acceptances = new KnownAcceptances();

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#target = resultsTarget(options.indices);
  }

  async withSnapshot<T>(use: (snapshot: Snapshot) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (signal?.aborted) throw new StoreError('cancelled', 'the caller left before the store was asked');
    const { client, watch, limits, clock, indices } = this.#options;
    const calls = new ElasticsearchCalls(client, watch, limits, { signal });
    const asOf = clock();
    return this.#acceptances.ask(
      () => readAcceptances(calls, ownIndices(indices).acceptances),
      (riskAcceptances) =>
        use({
          ...{ asOf, riskAcceptances, run: (plan) => this.#run(plan, calls) },
          ...{ stream: refuseRows, hold: async () => refuseRows() },
        }),
    );
  }

  async withHeld(): Promise<never> {
    throw new StoreError('gone', 'the snapshot is not held any more; begin anew');
  }

  async release(): Promise<void> {}

  async #run<P extends Plan>(plan: P, calls: ElasticsearchCalls): Promise<AnswerOf<P['parts']>> {
    const fields = fieldsOfPlan(plan);
    const { index } = this.#target;
    let known = this.#capabilities;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      // Asked again beside every answer: a mapping newer than the one that the searches went by would make it wrong.
      const [answered, asked] = await Promise.allSettled([
        known === undefined ? undefined : this.#answer(plan, fields, known, calls),
        readCapabilities(calls, index),
      ]);
      const failed = [answered, asked].find((end) => end.status === 'rejected');
      if (failed !== undefined && isPassing(failed.reason) && tries < MOST_TRIES - 1) {
        await calls.pause(PASSING_MS * (tries + 1));
        continue;
      }
      if (asked.status === 'rejected') throw asked.reason;
      this.#capabilities = asked.value;
      if (known !== undefined && isDeepStrictEqual(asked.value.fields, known.fields)) {
        if (answered.status === 'rejected') throw answered.reason;
        return answered.value as AnswerOf<P['parts']>;
      }
      known = asked.value;
    }
    throw new StoreError('unavailable', 'the indices keep changing while they are read');
  }

  async #answer(
    plan: Plan,
    fields: ReturnType<typeof fieldsOfPlan>,
    capabilities: Capabilities,
    calls: ElasticsearchCalls,
  ) {
    const groups = indexGroups(capabilities, fields, this.#target.index);
    const lost = groups.map(({ paths, index }) => {
      const reader = { paths, search: searchIndices(calls, index), find: refuseRows };
      return refuseLostValues(reader, plan, this.#target.leftOut);
    });
    const [answer] = await Promise.all([this.#find(plan, groups, calls), ...lost]);
    return answer;
  }

  async #find(plan: Plan, groups: readonly IndexGroup[], calls: ElasticsearchCalls) {
    const [group] = groups;
    let reading: Reading = 'at-once';
    if (groups.length === 1 && group !== undefined) {
      const work = planWork(plan, this.#target.leftOut);
      const shape = this.#crowded.shapeOf(plan);
      if (!this.#crowded.has(shape)) {
        const search = searchIndices(calls, group.index);
        const room = await roomFor(() =>
          answerAtOnce({ paths: group.paths, search, find: refuseRows }, work),
        );
        if (room === 'all') return answerOf(work);
        if (room === 'none') reading = 'paged';
        this.#crowded.add(shape);
      }
    }
    return this.#walk(plan, groups, reading, calls);
  }

  async #walk(plan: Plan, groups: readonly IndexGroup[], reading: Reading, calls: ElasticsearchCalls) {
    const points = await this.#openAll(groups, calls);
    try {
      const readers = points.map(({ search }, i): GroupReader => {
        const { paths } = groups[i] as IndexGroup;
        return { paths, search, find: refuseRows };
      });
      if (reading === 'at-once') {
        const work = planWork(plan, this.#target.leftOut);
        if ((await roomFor(() => answerByWalking(readers, work, 'at-once'))) === 'all') return answerOf(work);
      }
      const work = planWork(plan, this.#target.leftOut);
      if (await answerByWalking(readers, work, 'paged')) return answerOf(work);
      throw new StoreError('failed', 'the store left out buckets of a paged answer');
    } finally {
      await Promise.all(points.map((point) => point.close()));
    }
  }

  async #openAll(groups: readonly IndexGroup[], calls: ElasticsearchCalls) {
    const opening = groups.map(({ index }) => openPointInTime(this.#options.client, calls, index));
    const opened = await Promise.allSettled(opening);
    const failed = opened.find((end) => end.status === 'rejected');
    if (failed === undefined) return Promise.all(opening);
    await Promise.all(opened.map((end) => (end.status === 'fulfilled' ? end.value.close() : undefined)));
    throw failed.reason;
  }
}

/** How much of an answer a search had room for; one that would take too many buckets or too much memory has none at all. */
async function roomFor(ask: () => Promise<boolean>): Promise<'all' | 'some' | 'none'> {
  try {
    return (await ask()) ? 'all' : 'some';
  } catch (error) {
    if (isTooMuch(error)) return 'none';
    throw error;
  }
}

const answerOf = ({ parts }: PlanWork) =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.answer()]));
