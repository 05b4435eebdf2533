import { countedRows } from '../oracle/counted-rows.ts';
import { isConclusive } from '../oracle/exit-codes.ts';
import type { OracleRow } from '../oracle/oracle-row.ts';
import type { Rng } from './rng.ts';
import type { World } from './world.ts';

/** A row around which a request is built so that it matches; mostly a recent one that counts in scores. */
export function witnessRow(rng: Rng, world: World): OracleRow | null {
  const rows = countedRows(world);
  const scored = rows.filter((row) => isConclusive(row.code));
  const choices = scored.length > 0 && rng.chance(0.95) ? scored : rows;
  return choices.length === 0 ? null : rng.pick(choices);
}
