import type { StoredExecution } from '@achilles/types';
import type { Client } from '@elastic/elasticsearch';
import type { IndexSettings } from '../../indices/index-settings.ts';
import { EVERY_ORGANIZATION } from '../../plan/scope.ts';
import type { RefusedRow, ResultWriter, WriteCounts } from '../../ports/result-writer.ts';
import { StoreError } from '../../ports/store-error.ts';
import { toPassingBlock } from './archive/passing-block.ts';
import { type CallLimits, ElasticsearchCalls } from './client/elasticsearch-calls.ts';
import type { NodeWatch } from './client/node-watch.ts';
import { bulkChunks } from './indices/bulk-chunks.ts';
import { type BulkItem, failureOf, isRefusal, refusalOf } from './indices/bulk-item.ts';
import { ensureIndex } from './indices/ensure-index.ts';
import { indexExpressions } from './indices/index-expressions.ts';
import { RESULTS_MAPPING } from './indices/results-mapping.ts';
import { resultsTarget } from './indices/results-target.ts';
import { PLAIN_PATHS } from './query/compile-predicate.ts';
import { resultsQuery } from './query/results-query.ts';

const OPERATION = 'storing executions';
const CHUNKS_AT_ONCE = 2;
const MOST_ROUNDS = 20;

/** A row on its way: under which version it replaces what is stored; none where nothing is known to be stored. */
interface Pending {
  readonly row: StoredExecution;
  readonly text: string;
  readonly replaces?: { readonly if_seq_no: number; readonly if_primary_term: number };
}

/** What became of rows that were sent. */
interface Sent {
  readonly conflicting: Pending[];
  readonly refused: readonly RefusedRow[];
  readonly replaced: number;
}

/** How the cluster is reached, for how long, and which of its indices hold results. */
export interface WriterOptions {
  readonly client: Client;
  readonly watch: NodeWatch;
  readonly limits: CallLimits;
  readonly indices: IndexSettings;
}

/**
 * Writes results to Elasticsearch. A row that is new is created, one that is stored in another version replaces exactly
 * the version that was compared: nothing is overwritten that was not looked at.
 */
export class ElasticsearchWriter implements ResultWriter {
  readonly #options: WriterOptions;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  async write(
    rows: readonly StoredExecution[],
    permit: () => Promise<void> = async () => undefined,
  ): Promise<WriteCounts> {
    const calls = this.#calls();
    try {
      return await this.#write(rows, permit, calls);
    } catch (error) {
      throw await toPassingBlock(calls, error);
    }
  }

  async #write(
    rows: readonly StoredExecution[],
    permit: () => Promise<void>,
    calls: ElasticsearchCalls,
  ): Promise<WriteCounts> {
    const byIdentity = new Map(rows.map((row) => [JSON.stringify([row.index, row.id]), row]));
    const indices = [...new Set([...byIdentity.values()].map(({ index }) => index))];
    // Each time anew: an index that was deleted meanwhile would otherwise make itself, with a mapping of its own.
    for (const index of indices) await ensureIndex(calls, index, RESULTS_MAPPING);
    let pending = [...byIdentity.values()].map((row): Pending => ({ row, text: JSON.stringify(row.source) }));
    const total = pending.length;
    let replaced = 0;
    let unchanged = 0;
    const refused: RefusedRow[] = [];
    for (let round = 0; pending.length > 0; round++) {
      if (round === MOST_ROUNDS)
        throw new StoreError('overloaded', 'other writers keep changing the same executions');
      const { conflicting, ...sent } = await this.#send(calls, pending, permit);
      replaced += sent.replaced;
      refused.push(...sent.refused);
      const compared = await this.#compare(calls, conflicting);
      unchanged += conflicting.length - compared.length;
      pending = compared;
    }
    if (indices.length > 0) await this.#refresh(calls, indices);
    const added = total - replaced - unchanged - refused.length;
    return { added, replaced, unchanged, ...(refused.length > 0 && { refused }) };
  }

  async count(): Promise<number> {
    const { index, leftOut } = resultsTarget(this.#options.indices);
    const { count, _shards: shards } = await this.#calls().run('counting executions', (client, options) =>
      client.count(
        {
          index,
          query: resultsQuery(EVERY_ORGANIZATION, [], PLAIN_PATHS, leftOut),
          allow_no_indices: true,
        },
        options,
      ),
    );
    if (shards.failed > 0)
      throw new StoreError('unavailable', 'a part of the executions could not be counted');
    return count;
  }

  #calls(): ElasticsearchCalls {
    const { client, watch, limits } = this.#options;
    return new ElasticsearchCalls(client, watch, limits);
  }

  /** Sends rows; those that are stored already, or in another version than was compared, conflict. */
  async #send(
    calls: ElasticsearchCalls,
    pending: readonly Pending[],
    permit: () => Promise<void>,
  ): Promise<Sent> {
    const chunks = bulkChunks(pending, operationLines);
    const conflicting: Pending[] = [];
    const refused: RefusedRow[] = [];
    let replaced = 0;
    const sendNext = async () => {
      for (const { items, lines } of chunks) {
        // What was compared may have changed while this process was paused: then the version says so.
        await permit();
        const answered = await this.#sendChunk(calls, lines);
        for (const [i, item] of items.entries()) {
          const result = answered[i];
          if (result?.status === 409) conflicting.push(item);
          else if (isRefusal(result)) refused.push(refusalOf(item.row, result));
          else if (result === undefined || result.status >= 300) throw failureOf(item.row, result);
          else if (item.replaces !== undefined) replaced++;
        }
      }
    };
    await Promise.all(Array.from({ length: CHUNKS_AT_ONCE }, sendNext));
    return { conflicting, refused, replaced };
  }

  async #sendChunk(calls: ElasticsearchCalls, lines: readonly string[]): Promise<BulkItem[]> {
    return calls.run(OPERATION, async (client, options) => {
      const { items, errors } = await client.bulk<string>(
        {
          operations: [...lines],
          require_alias: false,
          filter_path: ['errors', 'items.*.status', 'items.*.error.type', 'items.*.error.reason'],
        },
        options,
      );
      const results = items.map((item) => Object.values(item)[0] as BulkItem);
      // Rows that were refused because of load: the whole chunk is sent again, and finds the others stored.
      if (errors && results.some(({ status }) => status === 429))
        throw new StoreError('overloaded', 'Elasticsearch takes no more executions for now');
      return results;
    });
  }

  /** Looks at what is stored under the ids of rows: those that differ come back with the version they may replace. */
  async #compare(calls: ElasticsearchCalls, pending: readonly Pending[]): Promise<Pending[]> {
    const different: Pending[] = [];
    for (const { items } of bulkChunks(pending, operationLines)) {
      const docs = items.map(({ row }) => ({ _index: row.index, _id: row.id }));
      const stored = await calls.run(OPERATION, (client, options) => client.mget({ docs }, options));
      for (const [i, item] of items.entries()) {
        const found = stored.docs[i];
        if (found === undefined || 'error' in found)
          throw new StoreError('unavailable', `${item.row.index}/${item.row.id} can't be read`, found);
        if (!found.found) different.push({ row: item.row, text: item.text });
        else if (JSON.stringify(found._source) !== item.text) {
          const replaces = { if_seq_no: found._seq_no ?? 0, if_primary_term: found._primary_term ?? 0 };
          different.push({ row: item.row, text: item.text, replaces });
        }
      }
    }
    return different;
  }

  async #refresh(calls: ElasticsearchCalls, indices: readonly string[]): Promise<void> {
    for (const index of indexExpressions(indices))
      await calls.run('refreshing', (client, options) => client.indices.refresh({ index }, options));
  }
}

/** The two lines of a bulk request that store a row. */
function operationLines({ row, text, replaces }: Pending): string {
  const target = { _index: row.index, _id: row.id };
  const action = replaces === undefined ? { create: target } : { index: { ...target, ...replaces } };
  return `${JSON.stringify(action)}\n${text}`;
}
