import { errors } from '@elastic/elasticsearch';
import { StoreError } from '../../../../ports/store-error.ts';
import type { ElasticsearchCalls } from '../../client/elasticsearch-calls.ts';
import { indexExpressions } from '../../indices/index-expressions.ts';

/** The parts of an index's settings that are asked for. */
interface Settings {
  readonly settings?: {
    readonly index?: {
      readonly uuid?: string;
      readonly creation_date?: string;
      readonly number_of_shards?: string;
    };
  };
}

/** Which index a name led to, and a time at which it did. */
interface Origin {
  readonly index: string;
  readonly since: number;
}

const isForbidden = (error: unknown): boolean =>
  error instanceof StoreError &&
  error.cause instanceof errors.ResponseError &&
  [401, 403].includes(error.cause.statusCode ?? 0);

/** Which indices of one shard there are under names now; none where the credentials do not let that be asked. */
async function readOrigins(
  calls: ElasticsearchCalls,
  expressions: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const origins = new Map<string, string>();
  try {
    for (const index of expressions) {
      const found = (await calls.run('reading which indices there are', (client, options) =>
        client.indices.getSettings(
          {
            index,
            ignore_unavailable: true,
            allow_no_indices: true,
            filter_path: ['uuid', 'creation_date', 'number_of_shards'].map(
              (name) => `*.settings.index.${name}`,
            ),
          },
          options,
        ),
      )) as Readonly<Record<string, Settings>>;
      for (const [name, { settings }] of Object.entries(found)) {
        const { uuid, creation_date, number_of_shards } = settings?.index ?? {};
        if (uuid !== undefined && number_of_shards === '1') origins.set(name, `${uuid}/${creation_date}`);
      }
    }
  } catch (error) {
    if (!isForbidden(error)) throw error;
  }
  return origins;
}

/**
 * Tells the indices that a point in time reads from those that had their names before: a name that led to one index before
 * the point was opened and after it did so in between, since no index is ever made a second time. Only indices of one shard
 * are told of, for in those a sequence number names a row.
 */
export class IndexOrigins {
  readonly #known = new Map<string, Origin>();
  #isAsked = false;

  /** Looks for the first time, before a point in time is opened. @throws StoreError */
  async prepare(calls: ElasticsearchCalls, expressions: readonly string[]): Promise<void> {
    if (this.#isAsked) return;
    this.#note(await readOrigins(calls, expressions));
    this.#isAsked = true;
  }

  /**
   * The indices that names led to when a point in time was opened; names of which that is not certain are left out.
   * @param opened when its opening began, by `performance.now()`
   * @throws StoreError
   */
  async at(
    opened: number,
    calls: ElasticsearchCalls,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const now = await readOrigins(calls, indexExpressions(names));
    const certain = new Map(
      [...now].filter(([name, index]) => {
        const before = this.#known.get(name);
        return before !== undefined && before.index === index && before.since <= opened;
      }),
    );
    this.#note(now);
    return certain;
  }

  #note(origins: ReadonlyMap<string, string>): void {
    const since = performance.now();
    for (const [name, index] of origins)
      if (this.#known.get(name)?.index !== index) this.#known.set(name, { index, since });
  }
}
