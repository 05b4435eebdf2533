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

/** The counted rows of a world (CONTRACT section 1), in the order of its documents. */
export function countedRows(world: World): OracleRow[] {
  return world.documents.map(rowOf).filter((row) => row !== null);
}
