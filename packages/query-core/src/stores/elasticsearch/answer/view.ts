import type { FieldName } from '@achilles/types';
import type { Client } from '@elastic/elasticsearch';
import { StoreError } from '../../../ports/store-error.ts';
import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import { type IndexGroup, readingKeywords } from '../indices/index-groups.ts';
import type { Query } from '../query/query.ts';
import { archiveReader } from './archived/archive-reader.ts';
import { leavingOut } from './archived/leaving-out.ts';
import { type TwinRecord, Twins } from './archived/twins.ts';
import type { GroupReader } from './group-reader.ts';
import { openPointInTime, PointInTime } from './point-in-time.ts';

/** A view as JSON: all that another process needs in order to read it. */
export interface ViewRecord {
  readonly asOf: number;
  readonly fields: readonly FieldName[];
  readonly points: readonly PointRecord[];
  readonly twins: TwinRecord;
}

interface PointRecord {
  readonly id: string;
  readonly texts: readonly FieldName[];
  readonly archived: boolean;
}

/** How long Elasticsearch keeps a view after the last search over it: longer than it is held, which ends it in time. */
const KEEP_ALIVE = '6m';

/** A point in time over indices that are read alike, and whether they are archives. */
export interface Point {
  readonly texts: readonly FieldName[];
  readonly archived: boolean;
  readonly point: PointInTime;
}

/** What a view consists of. */
interface ViewParts {
  readonly asOf: number;
  readonly fields: ReadonlySet<FieldName>;
  readonly points: readonly Point[];
  /** Archived rows that are live as well. */
  readonly twins?: Twins;
}

/** Results that no later write changes: a point in time for each group of indices that are read alike. */
export class View {
  readonly asOf: number;
  readonly #fields: ReadonlySet<FieldName>;
  readonly #points: readonly Point[];
  readonly #twins: Twins;

  constructor({ asOf, fields, points, twins = new Twins() }: ViewParts) {
    this.asOf = asOf;
    this.#fields = fields;
    this.#points = points;
    this.#twins = twins;
  }

  static of({ asOf, fields, points, twins }: ViewRecord): View {
    const opened = points.map(({ id, ...point }) => ({ ...point, point: new PointInTime(id, KEEP_ALIVE) }));
    return new View({ asOf, fields: new Set(fields), points: opened, twins: new Twins(twins) });
  }

  get record(): ViewRecord {
    const points = this.#points.map(({ point, ...known }) => ({ ...known, id: point.id }));
    return { asOf: this.asOf, fields: [...this.#fields], points, twins: this.#twins.record };
  }

  /** Readers of its live and of its archived rows, apart, as long as it is not known which rows are both. */
  sides(calls: ElasticsearchCalls): Record<'live' | 'archive', readonly GroupReader[]> {
    const { live = [], archive = [] } = Object.groupBy(this.#points, ({ archived }) =>
      archived ? 'archive' : 'live',
    );
    const readersOf = (points: readonly Point[]) =>
      points.map(({ texts, point }) => ({ paths: readingKeywords(texts), ...point.searches(calls) }));
    return { live: readersOf(live), archive: readersOf(archive) };
  }

  /** The same view in which archived rows that are live as well are left out. */
  without(twins: Twins): View {
    return new View({ asOf: this.asOf, fields: this.#fields, points: this.#points, twins });
  }

  /**
   * One reader for each group, those of archives last.
   * @param leftOut documents that live readers leave out besides what each query does
   * @throws StoreError for fields of which it is not known where they are read
   */
  readers(
    fields: ReadonlySet<FieldName>,
    calls: ElasticsearchCalls,
    leftOut: readonly Query[],
  ): readonly GroupReader[] {
    if (!fields.isSubsetOf(this.#fields))
      throw new StoreError('failed', 'a held snapshot is asked for fields that it was not opened for');
    return this.#points.map(({ texts, point, archived }) => {
      const reader = { paths: readingKeywords(texts), ...point.searches(calls) };
      return archived ? archiveReader(reader, this.#twins) : leavingOut(reader, leftOut);
    });
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
  return new View({ asOf, fields, points: await openPoints(client, calls, groups, false) });
}

/** Opens points in time over groups of indices together; where one fails, those that were opened are closed. @throws StoreError */
export async function openPoints(
  client: Client,
  calls: ElasticsearchCalls,
  groups: readonly IndexGroup[],
  archived: boolean,
): Promise<readonly Point[]> {
  const opening = groups.map(
    async ({ texts, index }): Promise<Point> => ({
      texts,
      archived,
      point: await openPointInTime(calls, index, KEEP_ALIVE),
    }),
  );
  const opened = await Promise.allSettled(opening);
  const failed = opened.find((end) => end.status === 'rejected');
  const points = opened.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  if (failed === undefined) return points;
  await Promise.all(points.map(({ point }) => point.close(client)));
  throw failed.reason;
}
