import type { Client } from '@elastic/elasticsearch';
import type { Plan } from '../../../../plan/plan.ts';
import { StoreError } from '../../../../ports/store-error.ts';
import type { ElasticsearchCalls } from '../../client/elasticsearch-calls.ts';
import { archiveGroups } from '../../indices/archive-groups.ts';
import { anyOf } from '../../query/query.ts';
import { listedRows } from '../pages/row-list.ts';
import type { RowsQuery } from '../rows-by-time.ts';
import { openPoints, View, type ViewTarget } from '../view.ts';
import { findTwins } from './find-twins.ts';
import type { KnownTwins } from './known-twins.ts';

/**
 * A row that is archived is in the archive before it is not live any more. One that is restored stays in the archive for 3
 * seconds after it is live. So a view whose live part was opened first, and all of it within less than that, has each row.
 */
const MOST_OPENING_MS = 2_500;
const MOST_TRIES = 3;

/** What a view over live and archived rows is opened for. */
export interface ArchivedTarget extends ViewTarget {
  readonly plan: Plan;
  readonly archives: readonly string[];
  /** What earlier questions have found of rows that are on both sides. */
  readonly known: KnownTwins;
}

/** Opens live rows, then the archive; null where that took too long. */
async function openInTime(
  client: Client,
  calls: ElasticsearchCalls,
  { asOf, fields, groups, archives }: ArchivedTarget,
): Promise<View | null> {
  const started = performance.now();
  const live = await openPoints(client, calls, groups, false);
  const liveView = new View({ asOf, fields, points: live });
  try {
    // Asked now, not before: an archive that was made in between holds what is not live any more.
    const archived = await openPoints(client, calls, await archiveGroups(calls, archives, fields), true);
    const view = new View({ asOf, fields, points: [...live, ...archived] });
    if (performance.now() - started <= MOST_OPENING_MS) return view;
    await view.close(client);
    return null;
  } catch (error) {
    await liveView.close(client);
    throw error;
  }
}

/** All rows that a plan asks for, whichever of its parts does. */
function rowsOf({ scope, parts }: Plan): RowsQuery {
  const rows = Object.values(parts).map((part) => listedRows({ scope, leftOut: [] }, part.rows));
  return (paths) => anyOf(rows.map((query) => query(paths)));
}

/**
 * Opens a view over live and archived rows in which each row is once, also while it moves.
 * @throws StoreError `unavailable` when that takes the cluster too long
 */
export async function openArchivedView(
  client: Client,
  calls: ElasticsearchCalls,
  target: ArchivedTarget,
): Promise<View> {
  const { plan, archives, known, groups } = target;
  await known.origins.prepare(calls, [...groups.map(({ index }) => index), ...archives]);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const opened = performance.now();
    const view = await openInTime(client, calls, target);
    if (view === null) continue;
    const asked = { rows: rowsOf(plan), known, opened, calls, archives };
    try {
      return view.without(await findTwins({ ...view.sides(calls), ...asked }));
    } catch (error) {
      await view.close(client);
      throw error;
    }
  }
  const message =
    'opening live and archived results together takes the cluster too long for each row to be there once; try again when it is less busy';
  throw new StoreError('unavailable', message);
}
