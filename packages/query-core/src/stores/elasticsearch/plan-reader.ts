import type { FieldName } from '@achilles/types';
import type { Client } from '@elastic/elasticsearch';
import { isPage, type Plan } from '../../plan/plan.ts';
import { StoreError } from '../../ports/store-error.ts';
import { answerOf, answerOverView, roomFor } from './answer/answer-over-view.ts';
import { answerAtOnce } from './answer/answer-plan.ts';
import { KnownTwins } from './answer/archived/known-twins.ts';
import { leftOutOf } from './answer/archived/left-out.ts';
import { openArchivedView } from './answer/archived/open-archived-view.ts';
import { planWork } from './answer/compile-search.ts';
import { CrowdedPlans } from './answer/crowded-plans.ts';
import type { SearchReader } from './answer/group-reader.ts';
import type { Reading } from './answer/part-work.ts';
import { searchIndices } from './answer/point-in-time.ts';
import { refuseLostValues } from './answer/refuse-lost-values.ts';
import { openView, type View } from './answer/view.ts';
import type { ElasticsearchCalls } from './client/elasticsearch-calls.ts';
import { isPassing } from './client/is-passing.ts';
import type { Capabilities } from './indices/field-capabilities.ts';
import { type IndexGroup, indexGroups } from './indices/index-groups.ts';
import { readCapabilities } from './indices/read-capabilities.ts';
import type { ResultsTarget } from './indices/results-target.ts';
import { fieldsOfPlan } from './query/fields-of-plan.ts';

/** Indices may appear while a question is answered; one under which they never stop changing is given up. */
const MOST_TRIES = 10;
/** The shards of an index that was just made are there soon; those that are still missing after so many waits are told. */
const MOST_WAITS = 4;
const PASSING_MS = 200;

type Answers = Readonly<Record<string, unknown>>;

/** The answers to a plan, and the view that they were read from, still open; null where one search answered it all. */
export interface Answered {
  readonly answers: Answers;
  readonly view: View | null;
}

/** A plan and what its answering goes by. */
interface Asking {
  readonly plan: Plan;
  readonly fields: ReadonlySet<FieldName>;
  readonly calls: ElasticsearchCalls;
  readonly asOf: number;
}

/** Answers plans: one search where that holds the whole answer, else several over one point in time. */
export class PlanReader {
  readonly #client: Client;
  readonly #target: ResultsTarget;
  /** How fields were mapped when that was last asked. */
  #capabilities: Capabilities | undefined;
  readonly #crowded = new CrowdedPlans();
  readonly #known = new KnownTwins();

  constructor(client: Client, target: ResultsTarget) {
    this.#client = client;
    this.#target = target;
  }

  /** Answers a plan from the results as they are. @throws StoreError */
  async answer(plan: Plan, asOf: number, calls: ElasticsearchCalls): Promise<Answered> {
    const asking = { plan, asOf, calls, fields: fieldsOfPlan(plan) };
    return this.#whileMapped(asking, async (capabilities) => {
      const groups = indexGroups(capabilities, asking.fields, this.#target.index);
      if (plan.archived === true) return this.#answerArchived(asking, groups);
      const lost = groups.map(({ paths, index }) =>
        this.#refuseLost({ paths, ...searchIndices(calls, index) }, plan),
      );
      const [answered] = await settle([this.#find(asking, groups), ...lost], ({ view }) => this.close(view));
      return answered;
    });
  }

  /** Opens a view of all that a plan reads. @throws StoreError */
  async open(plan: Plan, asOf: number, calls: ElasticsearchCalls): Promise<View> {
    const fields = fieldsOfPlan(plan);
    const { view } = await this.#whileMapped({ fields, calls }, async (capabilities) => {
      const groups = indexGroups(capabilities, fields, this.#target.index);
      return { view: await this.#openView({ plan, asOf, calls, fields }, groups) };
    });
    return view;
  }

  /** Answers a plan from a view that was opened for its fields. @throws StoreError */
  async answerFrom(view: View, plan: Plan, calls: ElasticsearchCalls): Promise<Answers> {
    const { ofQueries, ofLive } = leftOutOf(plan, this.#target.leftOut);
    const readers = view.readers(fieldsOfPlan(plan), calls, ofLive);
    const [answers] = await Promise.all([
      answerOverView(readers, plan, ofQueries, 'at-once'),
      ...readers.map((reader) => this.#refuseLost(reader, plan)),
    ]);
    return answers;
  }

  async close(view: View | null): Promise<void> {
    await view?.close(this.#client);
  }

  /** Asks by the mapping that is known, and again where that is not the one that holds. */
  async #whileMapped<T extends { readonly view: View | null }>(
    { fields, calls }: Pick<Asking, 'fields' | 'calls'>,
    ask: (capabilities: Capabilities) => Promise<T>,
  ): Promise<T> {
    let known = this.#capabilities;
    let waits = 0;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      // Asked again beside every answer: a mapping newer than the one that the searches went by would make it wrong.
      const [answered, asked] = await Promise.allSettled([
        known === undefined ? undefined : ask(known),
        readCapabilities(calls, this.#target.index),
      ]);
      const isSame =
        asked.status === 'fulfilled' &&
        known !== undefined &&
        this.#howRead(asked.value, fields) === this.#howRead(known, fields);
      if (isSame && answered.status === 'fulfilled') return answered.value as T;
      if (answered.status === 'fulfilled') await this.close(answered.value?.view ?? null);
      const failed = [answered, asked].find((end) => end.status === 'rejected');
      if (failed !== undefined && isPassing(failed.reason) && waits < MOST_WAITS) {
        waits += 1;
        await calls.pause(PASSING_MS * waits);
        continue;
      }
      if (asked.status === 'rejected') throw asked.reason;
      this.#capabilities = asked.value;
      if (isSame && answered.status === 'rejected') throw answered.reason;
      known = asked.value;
    }
    throw new StoreError('unavailable', 'the indices keep changing while they are read');
  }

  /** Which indices are read in which way, as text; what is wrong with them where they can't be read. */
  #howRead(capabilities: Capabilities, fields: ReadonlySet<FieldName>): string {
    try {
      const groups = indexGroups(capabilities, fields, this.#target.index);
      return JSON.stringify(groups.map(({ index, texts }) => [index, [...texts]]));
    } catch (error) {
      if (error instanceof StoreError) return error.message;
      throw error;
    }
  }

  async #find(asking: Asking, groups: readonly IndexGroup[]): Promise<Answered> {
    const { plan, calls } = asking;
    const [group] = groups;
    let reading: Reading = 'at-once';
    if (groups.length === 1 && group !== undefined && !Object.values(plan.parts).some(isPage)) {
      const work = planWork(plan, this.#target.leftOut);
      const shape = this.#crowded.shapeOf(plan);
      if (!this.#crowded.has(shape)) {
        const { search } = searchIndices(calls, group.index);
        const room = await roomFor(() => answerAtOnce({ paths: group.paths, search }, work));
        if (room === 'all') return { answers: answerOf(work), view: null };
        if (room === 'none') reading = 'paged';
        this.#crowded.add(shape);
      }
    }
    return this.#overView(asking, groups, reading);
  }

  async #overView(
    { plan, fields, asOf, calls }: Asking,
    groups: readonly IndexGroup[],
    reading: Reading,
  ): Promise<Answered> {
    const view = await openView(this.#client, calls, { asOf, fields, groups });
    const { leftOut } = this.#target;
    return this.#orClose(view, () => answerOverView(view.readers(fields, calls, []), plan, leftOut, reading));
  }

  async #answerArchived(asking: Asking, groups: readonly IndexGroup[]): Promise<Answered> {
    const view = await this.#openView(asking, groups);
    return this.#orClose(view, () => this.answerFrom(view, asking.plan, asking.calls));
  }

  async #orClose(view: View, answer: () => Promise<Answers>): Promise<Answered> {
    try {
      return { answers: await answer(), view };
    } catch (error) {
      await this.close(view);
      throw error;
    }
  }

  #openView({ plan, fields, asOf, calls }: Asking, groups: readonly IndexGroup[]): Promise<View> {
    const target = { asOf, fields, groups };
    if (plan.archived === true) {
      const { archives } = this.#target;
      return openArchivedView(this.#client, calls, { ...target, plan, archives, known: this.#known });
    }
    return openView(this.#client, calls, target);
  }

  #refuseLost(reader: SearchReader, plan: Plan): Promise<void> {
    return refuseLostValues(reader, plan, leftOutOf(plan, this.#target.leftOut).ofQueries);
  }
}

/** Waits for all; where one fails, drops what the first came to. */
async function settle<T>(
  [first, ...others]: readonly [Promise<T>, ...Promise<void>[]],
  drop: (value: T) => Promise<void>,
): Promise<[T]> {
  const [found, ...ends] = await Promise.allSettled([first, ...others]);
  const failed = [found, ...ends].find((end) => end.status === 'rejected');
  if (found.status === 'fulfilled' && failed === undefined) return [found.value];
  if (found.status === 'fulfilled') await drop(found.value);
  throw failed?.reason;
}
