import { StoreError } from '../../../ports/store-error.ts';
import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import { isCausedBy } from '../client/elasticsearch-error.ts';
import type { MoveCalls } from './move-calls.ts';

/**
 * Notes on an index which job is dropping it. It names an attribute that no node has, so that it keeps shards from no
 * node; each job has a setting of its own, so that none takes away the mark of another; and it goes with the index.
 */
const MARK = 'index.routing.allocation.exclude.achilles_dropping_';
const BLOCK = 'index.blocks.write';

/** What is noted on an index. */
export interface DropMarks {
  readonly index: string;
  /** The jobs that are dropping it. */
  readonly jobs: readonly string[];
  /** Whether it takes no writes, because of a job or of somebody else. */
  readonly isBlocked: boolean;
}

/** What is noted on the indices of a target. @throws StoreError */
export async function readDropMarks(
  calls: ElasticsearchCalls,
  target: string,
): Promise<readonly DropMarks[]> {
  const found = await calls.run('reading the settings of indices', (client, options) =>
    client.indices.getSettings(
      {
        index: target,
        name: [`${MARK}*`, BLOCK],
        flat_settings: true,
        allow_no_indices: true,
        ignore_unavailable: true,
      },
      options,
    ),
  );
  return Object.entries(found).map(([index, { settings }]) => {
    const flat = (settings ?? {}) as Readonly<Record<string, unknown>>;
    const jobs = Object.keys(flat).filter((name) => name.startsWith(MARK) && flat[name] !== '');
    return {
      index,
      jobs: jobs.map((name) => name.slice(MARK.length)),
      isBlocked: String(flat[BLOCK]) === 'true',
    };
  });
}

/** Changes settings of an index; false where there is no such index. @throws what `permit` throws, StoreError */
async function set(calls: MoveCalls, index: string, settings: Record<string, unknown>): Promise<boolean> {
  try {
    await calls.change(`changing the settings of index ${index}`, (client, options) =>
      client.indices.putSettings({ index, settings }, options),
    );
    return true;
  } catch (error) {
    if (isCausedBy(error, 'index_not_found_exception')) return false;
    throw error;
  }
}

/** Notes that a job is dropping an index; false where there is no such index. @throws what `permit` throws, StoreError */
export const markDropping = (calls: MoveCalls, index: string, job: string): Promise<boolean> =>
  set(calls, index, { [`${MARK}${job}`]: 'emptied' });

/** Takes the note of a job away. @throws what `permit` throws, StoreError */
export const unmarkDropping = (calls: MoveCalls, index: string, job: string): Promise<boolean> =>
  set(calls, index, { [`${MARK}${job}`]: null });

/** Has an index take writes again and takes the note of a job away, in one step. @throws what `permit` throws, StoreError */
export const openToWrites = (calls: MoveCalls, index: string, job: string): Promise<boolean> =>
  set(calls, index, { [BLOCK]: null, [`${MARK}${job}`]: null });

/** Has an index take no more writes once it returns; false where there is no such index. @throws what `permit` throws, StoreError */
export async function closeToWrites(calls: MoveCalls, index: string): Promise<boolean> {
  try {
    const { shards_acknowledged: isClosed, indices } = await calls.change(
      `closing index ${index} to writes`,
      (client, options) => client.indices.addBlock({ index, block: 'write' }, options),
    );
    // None are told of where the index was closed already, by an earlier run of the job.
    if (!isClosed && indices.length > 0)
      throw new StoreError('unavailable', `index ${index} can't be closed to writes now`);
    return true;
  } catch (error) {
    if (isCausedBy(error, 'index_not_found_exception')) return false;
    throw error;
  }
}
