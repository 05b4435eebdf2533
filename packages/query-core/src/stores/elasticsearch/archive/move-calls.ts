import type { RowIdentity } from '@achilles/types';
import { type Client, errors } from '@elastic/elasticsearch';
import { StoreError } from '../../../ports/store-error.ts';
import { type CallLimits, type CallOptions, ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import type { NodeWatch } from '../client/node-watch.ts';
import { bulkChunks } from '../indices/bulk-chunks.ts';
import type { BulkItem } from '../indices/bulk-item.ts';
import { indexExpressions } from '../indices/index-expressions.ts';
import type { Source } from './archive-document.ts';
import { isOverload } from './move-failure.ts';
import type { Version } from './moving.ts';

const OPERATION = 'moving executions';
const LOOKED_UP_AT_ONCE = 1_000;

/** One write to one document. */
export interface Write {
  readonly action: 'create' | 'index' | 'delete';
  readonly at: RowIdentity;
  /** The document; none where it is deleted. */
  readonly text?: string;
  /** Only where this is its version. */
  readonly onlyIf?: Version;
}

/** What became of a write. */
export interface Written extends BulkItem {
  /** The version that it made. */
  readonly version: Version;
  /** Whether an earlier sending of it was not answered, and may have been done. */
  readonly wasResent: boolean;
}

/** A document that is there now. */
export interface Found {
  readonly source: Source;
  readonly version: Version;
}

interface Answered extends BulkItem {
  readonly _seq_no?: number;
  readonly _primary_term?: number;
}

/** How the cluster is reached, for how long, and what allows each write. */
export interface MoveCallsOptions {
  /** Gives numbers back as they were written. */
  readonly client: Client;
  readonly watch: NodeWatch;
  readonly limits: CallLimits;
  readonly permit: () => Promise<void>;
}

function linesOf({ action, at, text, onlyIf }: Write): string {
  const version = onlyIf && { if_seq_no: onlyIf.seqNo, if_primary_term: onlyIf.primaryTerm };
  const line = JSON.stringify({ [action]: { _index: at.index, _id: at.id, ...version } });
  return text === undefined ? line : `${line}\n${text}`;
}

/** The calls of one move. What is written is permitted immediately before each sending. */
export class MoveCalls {
  readonly #options: MoveCallsOptions;
  #isUnanswered = false;

  constructor(options: MoveCallsOptions) {
    this.#options = options;
  }

  /** Whether a write was sent and never answered: it may be done yet. */
  get isUnanswered(): boolean {
    return this.#isUnanswered;
  }

  /** Calls with a deadline of their own. */
  calls(): ElasticsearchCalls {
    const { client, watch, limits } = this.#options;
    return new ElasticsearchCalls(client, watch, limits);
  }

  /** The same calls for writes that need no permission: they only take back what this move wrote itself. */
  withoutPermit(): MoveCalls {
    return new MoveCalls({ ...this.#options, permit: async () => undefined });
  }

  /** Makes a call that changes something, permitted at each sending. @throws what `permit` throws, StoreError */
  async change<T>(
    operation: string,
    call: (client: Client, options: CallOptions) => Promise<T>,
    onUnanswered: () => void = () => undefined,
  ): Promise<T> {
    let refused: { readonly error: unknown } | undefined;
    try {
      return await this.calls().run(operation, async (client, options) => {
        await this.#options.permit().catch((error: unknown) => {
          refused = { error };
          throw new StoreError('cancelled', 'the move may not go on');
        });
        try {
          return await call(client, options);
        } catch (error) {
          if (!(error instanceof errors.ResponseError || error instanceof StoreError)) onUnanswered();
          else if (error instanceof errors.ResponseError && (error.statusCode ?? 500) >= 500) onUnanswered();
          throw error;
        }
      });
    } catch (error) {
      throw refused === undefined ? error : refused.error;
    }
  }

  /**
   * Writes documents, and tells what became of each.
   * @param told is told of each as soon as it is known, so that what was written before a failure is known too
   * @throws what `permit` throws, StoreError
   */
  async write(
    writes: readonly Write[],
    told: (written: Written, place: number) => void = () => undefined,
  ): Promise<readonly Written[]> {
    const written: Written[] = [];
    for (const { items } of bulkChunks(writes, linesOf))
      for (const result of await this.#send(items)) {
        told(result, written.length);
        written.push(result);
      }
    return written;
  }

  async #send(writes: readonly Write[]): Promise<Written[]> {
    const written = new Map<Write, Written>();
    let wasResent = false;
    await this.change(
      OPERATION,
      async (client, options) => {
        const pending = writes.filter((write) => !written.has(write));
        const { items } = await client.bulk<string>(
          {
            operations: pending.map(linesOf),
            require_alias: false,
            // A pipeline of the index has seen the document when it was stored first.
            pipeline: '_none',
            filter_path: ['items.*.status', 'items.*.error', 'items.*._seq_no', 'items.*._primary_term'],
          },
          options,
        );
        for (const [i, write] of pending.entries()) {
          const item = Object.values(items[i] ?? {})[0] as Answered | undefined;
          if (item === undefined) throw new StoreError('failed', 'a bulk request was not answered wholly');
          if (isOverload(item)) continue;
          const version = { seqNo: item._seq_no ?? -1, primaryTerm: item._primary_term ?? -1 };
          written.set(write, { ...item, version, wasResent });
        }
        if (written.size < writes.length)
          throw new StoreError('overloaded', 'Elasticsearch takes no more executions for now');
      },
      () => {
        wasResent = true;
        this.#isUnanswered = true;
      },
    );
    return writes.map((write) => written.get(write) as Written);
  }

  /** What is there now, refreshed or not; null where nothing is. @throws StoreError */
  look(places: readonly RowIdentity[]): Promise<readonly (Found | null)[]> {
    return this.#look(places, {});
  }

  /** The versions that are there now, refreshed or not. @throws StoreError */
  async versions(places: readonly RowIdentity[]): Promise<readonly (Version | null)[]> {
    return (await this.#look(places, { _source: false })).map((found) => found?.version ?? null);
  }

  async #look(
    places: readonly RowIdentity[],
    part: { readonly _source?: false },
  ): Promise<readonly (Found | null)[]> {
    const found: (Found | null)[] = [];
    for (let from = 0; from < places.length; from += LOOKED_UP_AT_ONCE) {
      const docs = places
        .slice(from, from + LOOKED_UP_AT_ONCE)
        .map(({ index, id }) => ({ _index: index, _id: id }));
      const answer = await this.calls().run(OPERATION, (client, options) =>
        client.mget<Source>({ docs, ...part }, options),
      );
      for (const [i, doc] of answer.docs.entries()) found.push(foundOf(doc, docs[i]?._index ?? ''));
    }
    return found;
  }

  /** Shows what was written to those who search. @throws StoreError */
  async refresh(indices: readonly string[]): Promise<void> {
    for (const index of indexExpressions(indices)) {
      const { _shards: shards } = await this.calls().run('refreshing', (client, options) =>
        client.indices.refresh({ index, ignore_unavailable: true }, options),
      );
      if ((shards?.failed ?? 0) > 0)
        throw new StoreError('unavailable', `a part of ${index} can't be refreshed now`, shards);
    }
  }
}

type Doc = Awaited<ReturnType<Client['mget']>>['docs'][number];

function foundOf(doc: Doc, index: string): Found | null {
  if ('error' in doc) {
    if (doc.error.type === 'index_not_found_exception') return null;
    if (doc.error.type === 'index_closed_exception')
      throw new StoreError(
        'unreadable',
        `index ${index} is closed; open it and run the job again`,
        doc.error,
      );
    throw new StoreError('unavailable', `a part of index ${index} can't be read now`, doc.error);
  }
  if (!doc.found) return null;
  const version = { seqNo: doc._seq_no ?? -1, primaryTerm: doc._primary_term ?? -1 };
  return { source: doc._source as Source, version };
}
