import type { RawDocument, World } from '../worlds/world.ts';
import { type OracleRow, readRow } from './oracle-row.ts';

const remembered = new WeakMap<RawDocument, OracleRow | null>();

function rowOf(document: RawDocument): OracleRow | null {
  const known = remembered.get(document);
  if (known !== undefined) return known;
  const row = readRow(document);
  remembered.set(document, row);
  return row;
}

const identity = ({ index, id }: RawDocument) => JSON.stringify([index, id]);

/** The counted rows of a world, live ones and archived ones: of what is both, by index and id, the live one alone. */
export function liveAndArchivedRows(world: World): OracleRow[] {
  const live = new Set(world.documents.map(identity));
  const archived = (world.archived ?? []).filter((document) => !live.has(identity(document)));
  return [...countedRows(world), ...archived.map(rowOf).filter((row) => row !== null)];
}

/** The counted rows of a world (CONTRACT section 1), in the order of its documents. */
export function countedRows(world: World): OracleRow[] {
  return world.documents.map(rowOf).filter((row) => row !== null);
}
