import { CONCLUSIVE_CODES, ERROR_CODES } from '@achilles/types';
import type { ActivityAggregate } from '../../plan/plan.ts';
import type { VisibleRows } from '../../plan/visible-rows.ts';
import { compileKeys } from './compile-keys.ts';
import { compileWhere } from './compile-where.ts';
import { rowSource } from './row-source.ts';
import { Bindings, type Statement } from './statement.ts';

const counted = (codes: readonly number[], name: string) =>
  `count(*) FILTER (WHERE error_code IN (${codes.join(', ')})) AS ${name}`;

/** Compiles an activity aggregate; equal aggregates compile to equal bytes. */
export function compileActivity(aggregate: ActivityAggregate, visible: VisibleRows): Statement {
  const bind = new Bindings();
  const keys = compileKeys(aggregate.by, bind);
  const where = compileWhere({ scope: visible.scope, rows: aggregate.rows, keys: keys.where }, bind);
  const select = [
    ...keys.names,
    counted(ERROR_CODES, 'errors'),
    counted(CONCLUSIVE_CODES, 'conclusive'),
  ].join(', ');
  const bucketed = [...keys.select, 'error_code'].join(', ');
  const groupBy = keys.names.length === 0 ? '' : ` GROUP BY ${keys.names.join(', ')}`;
  return bind.statement(
    `WITH bucketed AS (SELECT ${bucketed} FROM ${rowSource(visible)} WHERE ${where})\nSELECT ${select}, count(*) OVER () AS total FROM bucketed${groupBy}`,
  );
}
