import type { Client } from '@elastic/elasticsearch';
import type { ImportStaging, StagedUpload } from '../../ports/import-staging.ts';
import { StoreError } from '../../ports/store-error.ts';
import { unreadableUpload } from '../unreadable-upload.ts';
import { type CallLimits, ElasticsearchCalls } from './client/elasticsearch-calls.ts';
import { NodeWatch } from './client/node-watch.ts';
import { ensureIndex } from './indices/ensure-index.ts';
import {
  type Header,
  headerId,
  type Piece,
  pieceId,
  STAGING_MAPPING,
  type UploadBuckets,
} from './staged-documents.ts';
import { uploadPieces } from './upload-pieces.ts';

/** The cluster and the index that uploads are kept in. */
export interface StagingOptions {
  readonly client: Client;
  readonly index: string;
  readonly clock?: () => number;
  readonly limits?: CallLimits;
  /** How many bytes of a body a document holds. */
  readonly pieceBytes?: number;
}

const LIMITS: CallLimits = { deadlineMs: 60_000, overloadMs: 5_000 };
const PIECE_BYTES = 2 * 1024 * 1024;
const PAGE = 1_000;
const ID = /^[\w-]+$/;

/** Keeps bodies in pieces in an index of its own, where every worker can read them. */
export class ElasticsearchStaging implements ImportStaging {
  readonly #client: Client;
  readonly #index: string;
  readonly #clock: () => number;
  readonly #limits: CallLimits;
  readonly #pieceBytes: number;
  readonly #watch: NodeWatch;

  constructor({
    client,
    index,
    clock = Date.now,
    limits = LIMITS,
    pieceBytes = PIECE_BYTES,
  }: StagingOptions) {
    this.#client = client;
    this.#index = index;
    this.#clock = clock;
    this.#limits = limits;
    this.#pieceBytes = pieceBytes;
    this.#watch = new NodeWatch(client);
  }

  async put(
    id: string,
    body: AsyncIterable<Uint8Array>,
    signal?: AbortSignal,
  ): Promise<{ readonly bytes: number }> {
    if (!ID.test(id)) throw new StoreError('failed', `'${id}' can't name an upload`);
    await ensureIndex(this.#calls(signal), this.#index, STAGING_MAPPING);
    let pieces = 0;
    let bytes = 0;
    try {
      for await (const content of uploadPieces(body, this.#pieceBytes)) {
        const piece: Piece = { upload: id, staged_at: this.#clock(), content: content.toString('base64') };
        await this.#store(pieceId(id, pieces), piece, signal);
        pieces++;
        bytes += content.byteLength;
      }
      await this.#store(headerId(id), { upload: id, staged_at: this.#clock(), pieces, bytes }, signal);
      return { bytes };
    } catch (error) {
      // What can't be removed now is removed as an upload that no job owns.
      await this.remove(id).catch(() => undefined);
      throw error;
    }
  }

  async *read(id: string): AsyncGenerator<Uint8Array> {
    const header = await this.#get<Header>(id, headerId(id));
    let bytes = 0;
    for (let piece = 0; piece < header.pieces; piece++) {
      const { content } = await this.#get<Piece>(id, pieceId(id, piece));
      const decoded = Buffer.from(content, 'base64');
      bytes += decoded.byteLength;
      yield decoded;
    }
    if (bytes !== header.bytes) throw unreadableUpload(id);
  }

  async remove(id: string): Promise<void> {
    for (let found = await this.#documentsOf(id); found.length > 0; found = await this.#documentsOf(id)) {
      const operations = found.map((_id) => ({ delete: { _index: this.#index, _id } }));
      const { items } = await this.#calls().run('removing an upload', (client, options) =>
        client.bulk({ operations }, options),
      );
      const failed = items.find((item) => (item.delete?.status ?? 500) >= 400 && item.delete?.status !== 404);
      if (failed !== undefined)
        throw new StoreError('unavailable', `upload ${id} can't be removed now`, failed);
    }
  }

  async list(): Promise<readonly StagedUpload[]> {
    await this.#refresh();
    const found: StagedUpload[] = [];
    let after: Record<string, string> | undefined;
    do {
      const page = await this.#listPage(after);
      found.push(...page.uploads);
      after = page.after;
    } while (after !== undefined);
    return found;
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  #calls(signal?: AbortSignal): ElasticsearchCalls {
    return new ElasticsearchCalls(this.#client, this.#watch, this.#limits, { signal });
  }

  async #store(id: string, document: Piece | Header, signal?: AbortSignal): Promise<void> {
    await this.#calls(signal).run('keeping an upload', (client, options) =>
      client.index({ index: this.#index, id, document }, options),
    );
  }

  async #get<T>(upload: string, id: string): Promise<T> {
    const found = await this.#calls().run('reading an upload', (client, options) =>
      client.get<T>({ index: this.#index, id }, { ...options, ignore: [404] }),
    );
    if (found.found !== true || found._source === undefined) throw unreadableUpload(upload);
    return found._source;
  }

  async #refresh(): Promise<void> {
    await this.#calls().run('refreshing', (client, options) =>
      client.indices.refresh({ index: this.#index, ignore_unavailable: true }, options),
    );
  }

  async #documentsOf(upload: string): Promise<string[]> {
    await this.#refresh();
    const { hits } = await this.#calls().run('looking for an upload', (client, options) =>
      client.search(
        {
          index: this.#index,
          ignore_unavailable: true,
          allow_partial_search_results: false,
          query: { term: { upload } },
          _source: false,
          size: PAGE,
        },
        options,
      ),
    );
    return hits.hits.map(({ _id }) => _id ?? '');
  }

  async #listPage(after: Record<string, string> | undefined) {
    const { aggregations } = await this.#calls().run('listing uploads', (client, options) =>
      client.search<unknown, { uploads: UploadBuckets }>(
        {
          index: this.#index,
          ignore_unavailable: true,
          allow_partial_search_results: false,
          size: 0,
          aggs: {
            uploads: {
              composite: {
                size: PAGE,
                sources: [{ upload: { terms: { field: 'upload' } } }],
                ...(after === undefined ? {} : { after }),
              },
              aggs: { stagedAt: { max: { field: 'staged_at' } } },
            },
          },
        },
        options,
      ),
    );
    const buckets = aggregations?.uploads.buckets ?? [];
    const uploads = buckets.map(({ key, stagedAt }) => ({ id: key.upload, stagedAt: stagedAt.value }));
    return { uploads, after: buckets.length < PAGE ? undefined : aggregations?.uploads.after_key };
  }
}
