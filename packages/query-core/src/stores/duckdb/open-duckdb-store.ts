import { dirname } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { IndexSettings } from '../../indices/index-settings.ts';
import type { Store } from '../../ports/store.ts';
import { StoreError } from '../../ports/store-error.ts';
import { ConnectionPool } from './connection-pool.ts';
import { duckdbOpenError } from './duckdb-error.ts';
import { DuckDbIndexAdmin } from './duckdb-index-admin.ts';
import { DuckDbIndices } from './duckdb-indices.ts';
import { DuckDbReader } from './duckdb-reader.ts';
import { DuckDbRiskAcceptances } from './duckdb-risk-acceptances.ts';
import { DuckDbWriter } from './duckdb-writer.ts';
import { makeFolder } from './make-folder.ts';
import { DuckDbArchive } from './moves/duckdb-archive.ts';
import { CREATE_STAGED, CREATE_TABLES, LAYOUT_VERSION } from './schema.ts';

/** How to open the embedded store. */
export interface DuckDbOptions {
  /** The one file that holds everything; `:memory:` keeps it in this process only. */
  readonly file: string;
  /** Which indices are read, and so what their archive is called; `achilles-results-*` where it is not given. */
  readonly indices?: Pick<IndexSettings, 'pattern'>;
  readonly clock?: () => number;
  /** Questions answered at the same time; more wait. */
  readonly readers?: number;
  /** Snapshots that may be held open between the pages of a walk. */
  readonly heldSnapshots?: number;
}

/** No extension is ever fetched, and SQL reaches no other file: the store works offline and touches only its own. */
const SETTINGS = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  enable_external_access: 'false',
};

const INDICES = { pattern: 'achilles-results-*' };
const MEMORY = ':memory:';
const READERS = 4;
const HELD_SNAPSHOTS = 100;

async function createLayout(connection: DuckDBConnection, file: string): Promise<void> {
  for (const statement of CREATE_TABLES) await connection.run(statement);
  const result = await connection.runAndReadAll('SELECT version FROM layout');
  const version = Number(result.getRowObjectsJS()[0]?.version);
  if (version !== LAYOUT_VERSION) {
    const message = `${file} has data layout ${version}, this program reads ${LAYOUT_VERSION}; use the version that wrote it, or another DATA_DIR`;
    throw new StoreError('unavailable', message);
  }
  await connection.run(CREATE_STAGED);
}

/**
 * The store in a database that is open already.
 * @throws StoreError `unavailable` when it is of another layout
 */
export async function storeOnInstance(
  instance: DuckDBInstance,
  {
    file,
    indices = INDICES,
    clock = Date.now,
    readers = READERS,
    heldSnapshots = HELD_SNAPSHOTS,
  }: DuckDbOptions,
): Promise<Store> {
  const connection = await instance.connect();
  await createLayout(connection, file);
  const pool = await ConnectionPool.open(instance, readers);
  const writer = new DuckDbWriter(connection);
  const reader = new DuckDbReader(pool, clock, heldSnapshots);
  const connect = () => instance.connect();
  return {
    reader,
    writer,
    riskAcceptances: new DuckDbRiskAcceptances(connection, writer, pool),
    indices: new DuckDbIndices(pool, indices),
    archive: new DuckDbArchive({ writer, pool, connect, settings: indices, clock }),
    indexAdmin: new DuckDbIndexAdmin(writer),
    check: () => reader.withSnapshot(async () => undefined),
    async close() {
      await reader.close();
      await writer.inTurn(async () => {
        await connection.run('CHECKPOINT');
        connection.closeSync();
      });
      instance.closeSync();
    },
  };
}

/**
 * Opens the embedded store, creating its file when there is none.
 * @throws StoreError `unavailable` when the file is locked, damaged, of another layout or can't be written
 */
export async function openDuckDbStore(options: DuckDbOptions): Promise<Store> {
  const { file } = options;
  let instance: DuckDBInstance | undefined;
  try {
    if (file !== MEMORY) await makeFolder(dirname(file));
    instance = await DuckDBInstance.create(file, SETTINGS);
    return await storeOnInstance(instance, options);
  } catch (error) {
    instance?.closeSync();
    throw duckdbOpenError(error, file);
  }
}
