import { archiveIndex } from '../../indices/archive-patterns.ts';
import type { IndexSettings } from '../../indices/index-settings.ts';
import { ARCHIVE_PREFIX } from '../../indices/own-indices.ts';
import type { IndexCatalog, IndexState } from '../../ports/index-catalog.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { driverError } from './duckdb-error.ts';

const sized = (table: string, archived: boolean) =>
  `SELECT "index" AS name, ${archived} AS archived, count(*) AS documents, sum(strlen(source)) AS bytes FROM ${table} GROUP BY "index"`;

const LIST = `SELECT name, archived, sum(documents)::BIGINT AS documents, sum(bytes)::BIGINT AS bytes FROM (
  ${sized('executions', false)}
  UNION ALL ${sized('archived_executions', true)}
  UNION ALL SELECT name, false, 0, 0 FROM indices
) GROUP BY name, archived`;

/**
 * Tells of the indices that were created or that rows were written to, and of their archives. The embedded store has one
 * file for all, so that none is ever apart.
 */
export class DuckDbIndices implements IndexCatalog {
  readonly #pool: ConnectionPool;
  readonly #settings: Pick<IndexSettings, 'pattern'>;

  constructor(pool: ConnectionPool, settings: Pick<IndexSettings, 'pattern'>) {
    this.#pool = pool;
    this.#settings = settings;
  }

  async list(isAsked: (name: string) => boolean, signal?: AbortSignal): Promise<readonly IndexState[]> {
    const read = this.#pool.use((connection) => connection.runAndReadAll(LIST), signal);
    const result = await read.catch((error: unknown) => {
      throw driverError(error, 'listing indices');
    });
    const states = new Map<string, { documents: number; bytes: number }>();
    for (const { name, archived, documents, bytes } of result.getRowObjectsJS()) {
      const listed = archived === true ? this.#archiveOf(String(name)) : String(name);
      const before = states.get(listed) ?? { documents: 0, bytes: 0 };
      states.set(listed, {
        documents: before.documents + Number(documents),
        bytes: before.bytes + Number(bytes),
      });
    }
    return [...states]
      .filter(([name]) => isAsked(name))
      .map(([name, { documents, bytes }]) => ({
        name,
        docsCount: documents,
        storeSizeBytes: bytes,
        status: 'green',
      }));
  }

  /** Rows were archived while the pattern named an archive for them; where it does not any more, each index has its own. */
  #archiveOf(index: string): string {
    return archiveIndex(this.#settings, index) ?? ARCHIVE_PREFIX + index;
  }
}
