import { isOwnIndex, ownIndices } from '../../../indices/own-indices.ts';
import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import { isCausedBy } from '../client/elasticsearch-error.ts';
import { countDocuments } from '../indices/count-documents.ts';
import { indexNames } from '../indices/index-names.ts';

/** Which indices may be dropped, and how many rows are about to leave each. */
export interface EmptyQuestion {
  /** The indices that are read. */
  readonly target: string;
  readonly ownPrefix: string | undefined;
  /** An index, or an alias of indices, that is left out. */
  readonly kept: string;
  readonly going: ReadonlyMap<string, number>;
}

const MOST_TRIES = 3;

/** An index that was deleted or closed between two calls. */
const isPassing = (error: unknown): boolean =>
  isCausedBy(error, 'index_not_found_exception') || isCausedBy(error, 'index_closed_exception');

async function look(
  calls: ElasticsearchCalls,
  { target, ownPrefix, kept, going }: EmptyQuestion,
): Promise<string[]> {
  const own = ownIndices({ ...(ownPrefix !== undefined && { ownPrefix }) });
  const left = new Set((await indexNames(calls, kept)).map(({ name }) => name)).add(kept);
  const names = (await indexNames(calls, target))
    .filter(({ name, isClosed }) => !isClosed && !isOwnIndex(name, own) && !left.has(name))
    .map(({ name }) => name);
  const counts = await countDocuments(calls, names);
  return names.filter((name) => counts.get(name) === (going.get(name) ?? 0));
}

/** The open indices that hold no document besides the rows that are about to leave. @throws StoreError */
export async function emptyIndices(calls: ElasticsearchCalls, question: EmptyQuestion): Promise<string[]> {
  for (let tries = 1; ; tries++) {
    try {
      return await look(calls, question);
    } catch (error) {
      if (!isPassing(error) || tries === MOST_TRIES) throw error;
    }
  }
}
