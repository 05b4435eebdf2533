import type { Store } from '../../src/ports/store.ts';

/** A store whose rows a test of moves looks at, and changes behind its back. */
export interface ArchiveWorld {
  readonly store: Store;
  /** The name that an index of a test has in this store. */
  readonly named: (index: string) => string;
  /** Stores a document as another program would; resolves when it is seen. */
  readonly put: (index: string, id: string, document: string) => Promise<void>;
  readonly remove: (index: string, id: string) => Promise<void>;
  /** Every live document as JSON text, by `<index>/<id>`. */
  readonly live: () => Promise<ReadonlyMap<string, string>>;
  /** Every archived one, as it was live. */
  readonly archived: () => Promise<ReadonlyMap<string, string>>;
  /** Whether documents are kept exactly as they were sent, those that are not counted included. */
  readonly keepsText: boolean;
  readonly close: () => Promise<void>;
}
