import { CONCLUSIVE_CODES } from '@achilles/types';
import type { RowAggregate } from '../../plan/plan.ts';
import type { VisibleRows } from '../../plan/visible-rows.ts';
import { compileKeys } from './compile-keys.ts';
import { compileWhere } from './compile-where.ts';
import { rowSource } from './row-source.ts';
import { Bindings, type Statement } from './statement.ts';
import { VERDICT } from './verdict-column.ts';

const CONCLUSIVE_VERDICT = `CASE WHEN error_code IN (${CONCLUSIVE_CODES.join(', ')}) THEN ${VERDICT} END AS verdict`;

const counted = (verdict: number, name: string) => `count(*) FILTER (WHERE verdict = ${verdict}) AS ${name}`;
const VERDICTS = [counted(2, 'protected'), counted(1, 'detected'), counted(0, 'unprotected')];

/** Compiles a row aggregate; equal aggregates compile to equal bytes. */
export function compileRows(aggregate: RowAggregate, visible: VisibleRows): Statement {
  const bind = new Bindings();
  const keys = compileKeys(aggregate.by, bind);
  const where = compileWhere({ scope: visible.scope, rows: aggregate.rows, keys: keys.where }, bind);
  const bucketed = [...keys.select, ...(aggregate.verdicts ? [CONCLUSIVE_VERDICT] : [])].join(', ');
  const names = keys.names.join(', ');
  const counts = ['count(*) AS bucket_rows', ...(aggregate.verdicts ? VERDICTS : [])].join(', ');
  // Text is ordered by its bytes, which are UTF-8, and a missing value comes last.
  const cut =
    aggregate.limit === null
      ? ''
      : ` ORDER BY bucket_rows DESC, ${names} LIMIT ${bind.integer(aggregate.limit)}`;
  return {
    sql: `WITH bucketed AS (SELECT ${bucketed} FROM ${rowSource(visible)} WHERE ${where})\nSELECT ${names}, ${counts}, count(*) OVER () AS total FROM bucketed GROUP BY ${names}${cut}`,
    values: bind.values,
    types: bind.types,
  };
}
