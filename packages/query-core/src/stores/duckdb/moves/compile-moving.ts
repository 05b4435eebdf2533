import { readGroupKey } from '../../../plan/group-key.ts';
import type { Move } from '../../../ports/result-archive.ts';
import { GROUP_KEY } from '../compile-group-page.ts';
import { compilePredicate, compileScope } from '../compile-predicate.ts';
import { Bindings, type Statement } from '../statement.ts';

/** A row that is to be moved, and its time, epoch milliseconds. */
export interface Candidate {
  readonly index: string;
  readonly id: string;
  readonly time: number;
}

/** The table that a move takes rows from. */
export const sourceTable = ({ direction }: Pick<Move, 'direction'>): string =>
  direction === 'archive' ? 'executions' : 'archived_executions';

function selected(move: Move, bind: Bindings): string {
  const { rows } = move;
  switch (rows.kind) {
    case 'before':
      return `event_time < ${bind.integer(rows.before)}`;
    case 'groups': {
      const times = rows.keys.flatMap((key) => readGroupKey(key).map(({ time }) => time));
      const keys = bind.texts(rows.keys);
      return `event_time IN (SELECT unnest(${bind.integers([...new Set(times)])})) AND ${GROUP_KEY} IN (SELECT unnest(${keys}))`;
    }
    case 'job':
      return `job = ${bind.text(rows.job)}`;
    case 'window':
      return compilePredicate({ kind: 'time', from: rows.from, to: rows.to }, bind);
    default:
      return rows satisfies never;
  }
}

/** SQL that is true for the rows that a move selects, within what its scope may see. */
export const movingWhere = (move: Move, bind: Bindings): string =>
  `${compileScope(move.scope, bind)} AND ${selected(move, bind)}`;

/** Where a row that is live in another version stays in the archive. */
const NEWER_IS_LIVE = `NOT EXISTS (SELECT 1 FROM executions live
  WHERE live."index" = picked."index" AND live.id = picked.id AND live.source <> picked.source)`;

/** Compiles to how many rows a move would move, by index. */
export function compileMovingCount(move: Move): Statement {
  const bind = new Bindings();
  const where = movingWhere(move, bind);
  const stays = move.direction === 'restore' ? ` WHERE ${NEWER_IS_LIVE}` : '';
  const picked = `SELECT "index", id, source FROM ${sourceTable(move)} WHERE ${where}`;
  return bind.statement(
    `SELECT "index", count(*) FROM (${picked}) picked${stays} GROUP BY "index" ORDER BY "index"`,
  );
}

/** Compiles to the next rows that a move selects, oldest first: those after one of them, or the first. */
export function compileCandidates(move: Move, after: Candidate | null, size: number): Statement {
  const bind = new Bindings();
  const where = [movingWhere(move, bind)];
  if (after !== null) {
    const time = bind.integer(after.time);
    const place = `("index", id) > (${bind.text(after.index)}, ${bind.text(after.id)})`;
    where.push(`event_time >= ${time} AND (event_time > ${time} OR ${place})`);
  }
  return bind.statement(
    `SELECT "index", id, event_time FROM ${sourceTable(move)} WHERE ${where.join(' AND ')} ORDER BY event_time, "index", id LIMIT ${bind.integer(size)}`,
  );
}

/**
 * Compiles to those of some candidates that the move still selects, as they are now: their row ids, and whether a row of
 * the same identity is in the table that they go to.
 */
export function compilePicked(move: Move, candidates: readonly Candidate[]): Statement {
  const bind = new Bindings();
  const indices = bind.texts(candidates.map(({ index }) => index));
  const ids = bind.texts(candidates.map(({ id }) => id));
  const from = bind.integer(candidates[0]?.time ?? 0);
  const to = bind.integer(candidates.at(-1)?.time ?? 0);
  const where = `event_time BETWEEN ${from} AND ${to} AND ${movingWhere(move, bind)}`;
  const source = `SELECT rowid AS row_id, "index", id, source FROM ${sourceTable(move)} WHERE ${where}`;
  const target = move.direction === 'archive' ? 'archived_executions' : 'executions';
  return bind.statement(`CREATE OR REPLACE TEMP TABLE moving AS
  SELECT s.row_id, s."index", s.id, strlen(s.source) AS bytes, t.rowid AS other, coalesce(t.source = s.source, FALSE) AS same
  FROM (SELECT unnest(${indices}) AS "index", unnest(${ids}) AS id) c
  JOIN (${source}) s ON s."index" = c."index" AND s.id = c.id
  LEFT JOIN ${target} t ON t."index" = c."index" AND t.id = c.id`);
}
