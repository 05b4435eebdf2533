import type { IndexAdmin } from './index-admin.ts';
import type { IndexCatalog } from './index-catalog.ts';
import type { ResultArchive } from './result-archive.ts';
import type { ResultReader } from './result-reader.ts';
import type { ResultWriter } from './result-writer.ts';
import type { RiskAcceptanceStore } from './risk-acceptance-store.ts';

/** An open store, by role. */
export interface Store {
  readonly reader: ResultReader;
  readonly writer: ResultWriter;
  readonly riskAcceptances: RiskAcceptanceStore;
  readonly indices: IndexCatalog;
  readonly archive: ResultArchive;
  readonly indexAdmin: IndexAdmin;
  /** Resolves when results can be read now. @throws StoreError that says why not, within seconds */
  check(): Promise<void>;
  /** Finishes what is under way and lets go of every resource. */
  close(): Promise<void>;
}
