import type { MoveToArchive } from '../../../ports/result-archive.ts';
import { compileScope } from '../compile-predicate.ts';
import { Bindings, type Statement } from '../statement.ts';
import { movingWhere } from './compile-moving.ts';

/** Compiles to the indices that hold no row but those that a move takes, and have archived rows or will have; A–Z. */
export function compileEmptied(move: MoveToArchive, kept: string): Statement {
  const bind = new Bindings();
  const going = `CASE WHEN ${movingWhere(move, bind)} THEN 0 ELSE 1 END`;
  const archived = `SELECT "index" FROM archived_executions WHERE ${compileScope(move.scope, bind)}`;
  return bind.statement(`WITH live AS (SELECT "index" AS name, sum(${going}) AS staying FROM executions GROUP BY "index")
  SELECT name FROM (
    SELECT name FROM live WHERE staying = 0
    UNION SELECT name FROM indices WHERE name NOT IN (SELECT name FROM live) AND name IN (${archived})
  ) WHERE name <> ${bind.text(kept)} ORDER BY name`);
}
