import type { Client } from '@elastic/elasticsearch';
import { archiveIndices } from '../../../indices/archive-patterns.ts';
import type { IndexSettings } from '../../../indices/index-settings.ts';
import type { Move } from '../../../ports/result-archive.ts';
import { StoreError } from '../../../ports/store-error.ts';
import type { GroupReader } from '../answer/group-reader.ts';
import { pageOf } from '../answer/pages/stream-rows.ts';
import type { View } from '../answer/view.ts';
import { type CallLimits, ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import type { NodeWatch } from '../client/node-watch.ts';
import { indexNames } from '../indices/index-names.ts';
import { type ResultsTarget, resultsTarget } from '../indices/results-target.ts';
import { PlanReader } from '../plan-reader.ts';
import { compilePredicate, type FieldPaths } from '../query/compile-predicate.ts';
import { fieldsOfPlan } from '../query/fields-of-plan.ts';
import type { Query } from '../query/query.ts';
import { resultsQuery } from '../query/results-query.ts';
import { ARCHIVE_KEY } from './archive-document.ts';
import { candidatesOf } from './move-selection.ts';

/** How the cluster is reached, for how long, and which of its indices hold results. */
export interface ArchiveOptions {
  /** Gives numbers back as they were written. */
  readonly client: Client;
  readonly watch: NodeWatch;
  readonly limits: CallLimits;
  readonly indices: IndexSettings;
  readonly clock: () => number;
}

/** A view of the rows among which are those that a move moves. */
export interface MoveView {
  readonly view: View;
  /** Which of its documents those rows are. */
  readonly query: (paths: FieldPaths) => Query;
  readonly readers: (calls: ElasticsearchCalls) => readonly GroupReader[];
}

const planOf = (move: Move) => ({
  scope: move.scope,
  parts: { rows: pageOf({ scope: move.scope, rows: candidatesOf(move), skip: 0 }) },
});

function queryOf(move: Move, { leftOut }: ResultsTarget): MoveView['query'] {
  const candidates = candidatesOf(move);
  const noted: Query[] = move.direction === 'restore' ? [{ exists: { field: `${ARCHIVE_KEY}.index` } }] : [];
  if (move.rows.kind === 'job') noted.push({ term: { [`${ARCHIVE_KEY}.job`]: move.rows.job } });
  return (paths) => resultsQuery(move.scope, [...noted, compilePredicate(candidates, paths)], paths, leftOut);
}

/** Where the rows are that moves move, and views of them that no later write changes. */
export class MoveViews {
  readonly live: ResultsTarget;
  readonly #options: ArchiveOptions;

  constructor(options: ArchiveOptions) {
    this.#options = options;
    this.live = resultsTarget(options.indices);
  }

  /** Calls with a deadline of their own. */
  calls(signal?: AbortSignal): ElasticsearchCalls {
    const { client, watch, limits } = this.#options;
    return new ElasticsearchCalls(client, watch, limits, { signal });
  }

  /** The archives that there are. @throws StoreError `unreadable` for a closed one */
  async archives(): Promise<readonly string[]> {
    const names = archiveIndices(this.#options.indices);
    if (names.length === 0) return [];
    const found = await indexNames(this.calls(), names.join(','));
    const closed = found.find(({ isClosed }) => isClosed);
    if (closed !== undefined)
      throw new StoreError('unreadable', `index ${closed.name} is closed; open it and run the job again`);
    return found.map(({ name }) => name);
  }

  /** Where the rows are that a move moves; null where nothing is archived. @throws StoreError */
  async targetOf({ direction }: Move): Promise<ResultsTarget | null> {
    if (direction === 'archive') return this.live;
    const archives = await this.archives();
    return archives.length === 0 ? null : { index: archives.join(','), leftOut: [], archives: [] };
  }

  /** Opens a view for as long as `use` takes. @throws StoreError */
  async over<T>(move: Move, target: ResultsTarget, use: (opened: MoveView) => Promise<T>): Promise<T> {
    const { client, clock } = this.#options;
    const plan = planOf(move);
    const plans = new PlanReader(client, target);
    const view = await plans.open(plan, clock(), this.calls());
    const readers = (calls: ElasticsearchCalls) => view.readers(fieldsOfPlan(plan), calls, []);
    try {
      return await use({ view, query: queryOf(move, target), readers });
    } finally {
      await plans.close(view);
    }
  }
}
