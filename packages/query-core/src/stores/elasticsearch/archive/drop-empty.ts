import { StoreError } from '../../../ports/store-error.ts';
import { isCausedBy } from '../client/elasticsearch-error.ts';
import { closeToWrites, markDropping, openToWrites, readDropMarks, unmarkDropping } from './drop-marks.ts';
import type { MoveCalls } from './move-calls.ts';

/** How many documents of any kind an index holds now; null where there is no such index. */
async function countAll(calls: MoveCalls, index: string): Promise<number | null> {
  try {
    await calls.calls().run('refreshing', (client, options) => client.indices.refresh({ index }, options));
    const { count, _shards: shards } = await calls
      .calls()
      .run('counting documents', (client, options) => client.count({ index }, options));
    if (shards.failed > 0)
      throw new StoreError('unavailable', `the documents of index ${index} can't be counted now`, shards);
    return count;
  } catch (error) {
    if (isCausedBy(error, 'index_not_found_exception')) return null;
    throw error;
  }
}

/** Deletes an index; that there is none any more is as good. @throws what `permit` throws, StoreError */
async function remove(calls: MoveCalls, index: string): Promise<void> {
  try {
    await calls.change(`deleting index ${index}`, (client, options) =>
      client.indices.delete({ index }, options),
    );
  } catch (error) {
    if (!isCausedBy(error, 'index_not_found_exception')) throw error;
  }
}

/** Has nobody else drop an index; false where somebody else does, who took writes from it, or where it is gone. */
async function claim(calls: MoveCalls, index: string, job: string): Promise<boolean> {
  const marks = async () =>
    (await readDropMarks(calls.calls(), index)).find((noted) => noted.index === index);
  const before = await marks();
  if (before?.jobs.includes(job)) return true;
  if (before?.isBlocked || !(await markDropping(calls, index, job))) return false;
  // Of two that note it at once, the later sees both.
  const others = (await marks())?.jobs.filter((other) => other !== job) ?? [];
  if (others.length === 0) return true;
  await unmarkDropping(calls, index, job);
  return false;
}

/**
 * Deletes an index that holds nothing. It takes no writes while it is looked at, so that nothing is written between the
 * look and the deletion, and takes them again only where something is found in it: a deletion that is still under way
 * finds nothing to lose, however late it comes. What an error leaves closed, the job closes and looks at again when it
 * runs again, or `openAgain` opens once it has ended.
 * @returns whether it was deleted
 * @throws what `permit` throws, StoreError
 */
export async function dropIfEmpty(calls: MoveCalls, index: string, job: string): Promise<boolean> {
  if (!(await claim(calls, index, job)) || !(await closeToWrites(calls, index))) return false;
  const count = await countAll(calls, index);
  if (count === 0) await remove(calls, index);
  else await openToWrites(calls, index, job);
  return count === 0;
}

/** The jobs that indices of a target are closed to writes for. @throws StoreError */
export async function droppingJobs(calls: MoveCalls, target: string): Promise<readonly string[]> {
  const marks = await readDropMarks(calls.calls(), target);
  return [...new Set(marks.flatMap(({ jobs }) => jobs))];
}

/** Has the indices of a target that a job closed, and did not delete, take writes again; their names. @throws StoreError */
export async function openAgain(calls: MoveCalls, target: string, job: string): Promise<readonly string[]> {
  const marks = await readDropMarks(calls.calls(), target);
  const closed = marks.filter(({ jobs }) => jobs.includes(job)).map(({ index }) => index);
  for (const index of closed) await openToWrites(calls, index, job);
  return closed;
}
