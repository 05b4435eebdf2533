import type { FieldName } from '@achilles/types';
import { StoreError } from '../../../ports/store-error.ts';
import { findHits } from '../answer/find-hits.ts';
import type { Find, Hit, SortValue } from '../answer/group-reader.ts';
import type { View } from '../answer/view.ts';
import { readingKeywords } from '../indices/index-groups.ts';
import type { FieldPaths } from '../query/compile-predicate.ts';
import type { Query } from '../query/query.ts';
import type { Source } from './archive-document.ts';
import type { MoveCalls } from './move-calls.ts';

/** A row as a view has it. */
export interface MoveHit extends Hit {
  readonly _seq_no: number;
  readonly _primary_term: number;
  readonly _routing?: string;
  readonly _source?: Source;
}

const KEEP_ALIVE = '6m';
const FIRST_PAGE = 500;
const LARGEST_PAGE = 5_000;
const PAGE_CHARACTERS = 4 * 1024 * 1024;

interface Group {
  readonly paths: FieldPaths;
  readonly find: Find;
}

/** Reads the rows of a view oldest first, in pages of a few megabytes. */
export class MovePages {
  readonly #calls: MoveCalls;
  readonly #groups: Group[];
  readonly #query: (paths: FieldPaths) => Query;
  readonly #most: number;
  #after: readonly SortValue[] | undefined;
  #size = FIRST_PAGE;
  #searched = 0;

  /** @param most rows of a page */
  constructor(calls: MoveCalls, view: View, query: (paths: FieldPaths) => Query, most = LARGEST_PAGE) {
    this.#calls = calls;
    this.#query = query;
    this.#most = Math.min(most, LARGEST_PAGE);
    this.#groups = view.record.points.map(({ id, texts }) => this.#group(id, texts));
  }

  /** How many shards were searched so far, counted as often as they were. */
  get searched(): number {
    return this.#searched;
  }

  /** The next rows; none at the end. @throws StoreError */
  async next(): Promise<readonly MoveHit[]> {
    for (let group = this.#groups[0]; group !== undefined; group = this.#groups[0]) {
      const size = Math.min(this.#size, this.#most);
      const { paths, find } = group;
      const hits = (await find({
        query: this.#query(paths),
        sort: [
          { [paths('event_time')]: { order: 'asc', unmapped_type: 'date' } },
          { _shard_doc: { order: 'asc' } },
        ],
        size,
        seq_no_primary_term: true,
        ...(this.#after !== undefined && { search_after: this.#after }),
      })) as readonly MoveHit[];
      this.#after = hits.at(-1)?.sort;
      if (hits.length < size) {
        this.#groups.shift();
        this.#after = undefined;
      }
      if (hits.length > 0) return hits;
    }
    return [];
  }

  /** Tells how long the rows were, for the size of the next pages. */
  note(characters: number, rows: number): void {
    const average = Math.max(1, characters / Math.max(1, rows));
    this.#size = Math.max(1, Math.min(LARGEST_PAGE, Math.floor(PAGE_CHARACTERS / average)));
  }

  #group(first: string, texts: readonly FieldName[]): Group {
    let id = first;
    const find = findHits(async (body) => {
      const result = await this.#calls.calls().run('reading rows to move', (client, options) =>
        client.search<Source>(
          {
            pit: { id, keep_alive: KEEP_ALIVE },
            // See `EVERY_SHARD`: ties are in an order over all shards.
            pre_filter_shard_size: 2 ** 31 - 1,
            ...body,
            allow_partial_search_results: false,
          },
          options,
        ),
      );
      id = result.pit_id ?? id;
      this.#searched += result._shards.total;
      if (result.timed_out || result._shards.failed > 0)
        throw new StoreError('unavailable', 'a part of the rows to move could not be read');
      return result.hits.hits as readonly Hit[];
    });
    return { paths: readingKeywords(texts), find };
  }
}
