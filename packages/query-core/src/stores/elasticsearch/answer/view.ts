import type { FieldName } from '@achilles/types';
import type { Client } from '@elastic/elasticsearch';
import { StoreError } from '../../../ports/store-error.ts';
import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import { type IndexGroup, readingKeywords } from '../indices/index-groups.ts';
import type { GroupReader } from './group-reader.ts';
import { openPointInTime, PointInTime } from './point-in-time.ts';

/** A view as JSON: all that another process needs in order to read it. */
export interface ViewRecord {
  readonly asOf: number;
  readonly fields: readonly FieldName[];
  readonly points: readonly { readonly id: string; readonly texts: readonly FieldName[] }[];
}

/** How long Elasticsearch keeps a view after the last search over it: longer than it is held, which ends it in time. */
const KEEP_ALIVE = '6m';

interface Point {
  readonly texts: readonly FieldName[];
  readonly point: PointInTime;
}

/** Results that no later write changes: a point in time for each group of indices that are read alike. */
export class View {
  readonly asOf: number;
  readonly #fields: ReadonlySet<FieldName>;
  readonly #points: readonly Point[];

  constructor(asOf: number, fields: ReadonlySet<FieldName>, points: readonly Point[]) {
    this.asOf = asOf;
    this.#fields = fields;
    this.#points = points;
  }

  static of({ asOf, fields, points }: ViewRecord): View {
    const opened = points.map(({ id, texts }) => ({ texts, point: new PointInTime(id, KEEP_ALIVE) }));
    return new View(asOf, new Set(fields), opened);
  }

  get record(): ViewRecord {
    const points = this.#points.map(({ texts, point }) => ({ texts, id: point.id }));
    return { asOf: this.asOf, fields: [...this.#fields], points };
  }

  /** One reader for each group. @throws StoreError for fields of which it is not known where they are read */
  readers(fields: ReadonlySet<FieldName>, calls: ElasticsearchCalls): readonly GroupReader[] {
    if (!fields.isSubsetOf(this.#fields))
      throw new StoreError('failed', 'a held snapshot is asked for fields that it was not opened for');
    return this.#points.map(({ texts, point }) => ({
      paths: readingKeywords(texts),
      ...point.searches(calls),
    }));
  }

  /** Never fails: Elasticsearch ends by itself what can't be closed. */
  async close(client: Client): Promise<void> {
    await Promise.all(this.#points.map(({ point }) => point.close(client)));
  }
}

/** What a view is opened over. */
export interface ViewTarget {
  readonly asOf: number;
  readonly fields: ReadonlySet<FieldName>;
  readonly groups: readonly IndexGroup[];
}

/** Opens a view; what was opened of one that fails is closed. @throws StoreError */
export async function openView(
  client: Client,
  calls: ElasticsearchCalls,
  { asOf, fields, groups }: ViewTarget,
): Promise<View> {
  const opening = groups.map(
    async ({ texts, index }): Promise<Point> => ({
      texts,
      point: await openPointInTime(calls, index, KEEP_ALIVE),
    }),
  );
  const opened = await Promise.allSettled(opening);
  const failed = opened.find((end) => end.status === 'rejected');
  const points = opened.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  const view = new View(asOf, fields, points);
  if (failed === undefined) return view;
  await view.close(client);
  throw failed.reason;
}
