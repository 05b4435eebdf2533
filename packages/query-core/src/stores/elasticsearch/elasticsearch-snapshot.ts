import type { ExecutionRow, RiskAcceptance } from '@achilles/types';
import type { AnswerOf, Plan } from '../../plan/plan.ts';
import type { RowStream } from '../../plan/row-stream.ts';
import type { Snapshot } from '../../ports/result-reader.ts';
import { StoreError } from '../../ports/store-error.ts';
import { leftOutOf } from './answer/archived/left-out.ts';
import { pageOf, streamRows } from './answer/pages/stream-rows.ts';
import type { View } from './answer/view.ts';
import type { ElasticsearchCalls } from './client/elasticsearch-calls.ts';
import { isGone } from './client/is-gone.ts';
import type { HeldViews, ViewUse } from './held-views.ts';
import type { PlanReader } from './plan-reader.ts';
import { fieldsOfPlan } from './query/fields-of-plan.ts';
import type { Query } from './query/query.ts';

/** What a snapshot reads with. */
export interface SnapshotSources {
  readonly asOf: number;
  readonly riskAcceptances: () => Promise<readonly RiskAcceptance[]>;
  readonly plans: PlanReader;
  readonly held: HeldViews;
  /** Documents that are no results. */
  readonly leftOut: readonly Query[];
  /** The calls of one question, which share a deadline. */
  readonly calls: ElasticsearchCalls;
  /** Further calls, with a deadline of their own. */
  readonly newCalls: () => ElasticsearchCalls;
}

/** Results as of one instant: one search, or a view that is open until the snapshot ends, or longer where it is held. */
export class ElasticsearchSnapshot implements Snapshot {
  readonly asOf: number;
  readonly riskAcceptances: () => Promise<readonly RiskAcceptance[]>;
  readonly #sources: SnapshotSources;
  #view: View | null = null;
  /** Where the view is held. */
  #use: ViewUse | null;

  /** @param use the held view that is read; without it a view is opened where one is needed */
  constructor(sources: SnapshotSources, use: ViewUse | null = null) {
    this.asOf = sources.asOf;
    this.riskAcceptances = sources.riskAcceptances;
    this.#sources = sources;
    this.#use = use;
  }

  async run<P extends Plan>(plan: P): Promise<AnswerOf<P['parts']>> {
    const { plans, calls } = this.#sources;
    if (this.#use !== null) {
      const { view } = this.#use;
      return (await this.#held(() => plans.answerFrom(view, plan, calls))) as AnswerOf<P['parts']>;
    }
    const { answers, view } = await plans.answer(plan, this.asOf, calls);
    await this.#keep(view);
    return answers as AnswerOf<P['parts']>;
  }

  async *stream(rows: RowStream): AsyncGenerator<readonly ExecutionRow[]> {
    const { plans, newCalls, leftOut } = this.#sources;
    const { scope, archived = false } = rows;
    const plan = { scope, archived, parts: { rows: pageOf(rows) } };
    const fields = fieldsOfPlan(plan);
    const view = this.#use?.view ?? (await plans.open(plan, this.asOf, newCalls()));
    if (this.#use === null) await this.#keep(view);
    const { ofQueries, ofLive } = leftOutOf(rows, leftOut);
    const readers = () => view.readers(fields, newCalls(), ofLive);
    const batches = streamRows(readers, { scope, leftOut: ofQueries }, rows);
    try {
      // A batch may be waited for as long as its caller likes; only what is read has a deadline.
      for (;;) {
        const { done, value } = await this.#held(() => batches.next());
        if (done === true) return;
        yield value;
      }
    } finally {
      await batches.return();
    }
  }

  async hold(): Promise<string> {
    if (this.#use !== null) return this.#use.id;
    if (this.#view === null) throw new StoreError('failed', 'there is no view of results to hold');
    this.#use = await this.#sources.held.hold(this.#view);
    return this.#use.id;
  }

  finish(): void {
    this.#use?.finish();
  }

  /** Ends the snapshot; what is not held is closed. */
  async end(): Promise<void> {
    if (this.#use !== null) this.#use.leave();
    else await this.#keep(null);
  }

  /** Ends a snapshot that was out of date: nobody is told of what it held. */
  async drop(): Promise<void> {
    const { held } = this.#sources;
    await this.end();
    if (this.#use !== null) await held.release(this.#use.id);
  }

  async #keep(view: View | null): Promise<void> {
    const before = this.#view;
    this.#view = view;
    if (before !== view) await this.#sources.plans.close(before);
  }

  /** Reads from a view that may be held. @throws StoreError `gone` where it is not there any more */
  async #held<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (this.#use === null || !(await isGone(error, this.#sources.newCalls()))) throw error;
      const message =
        'the results that the cursor leads through are not there any more; begin anew without it';
      throw new StoreError('gone', message, error);
    }
  }
}
