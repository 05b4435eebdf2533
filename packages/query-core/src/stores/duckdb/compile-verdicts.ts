import type { ScoringMode } from '@achilles/types';
import type { AcceptedRisk, VerdictAggregate } from '../../plan/plan.ts';
import type { VisibleRows } from '../../plan/visible-rows.ts';
import { compileKeys } from './compile-keys.ts';
import { compileWhere } from './compile-where.ts';
import { rowSource } from './row-source.ts';
import { Bindings, type Statement } from './statement.ts';
import { VERDICT } from './verdict-column.ts';

const STAGE = "(is_bundle_control AND bundle_id IS NOT NULL AND category IS DISTINCT FROM 'cyber-hygiene')";
const OF_RUN: Record<Exclude<ScoringMode, 'per-stage'>, 'min' | 'max'> = {
  'all-stages': 'min',
  'any-stage': 'max',
};

function acceptedRows(accepted: readonly AcceptedRisk[], bind: Bindings): { with: string[]; sql: string } {
  if (accepted.length === 0) return { with: [], sql: 'FALSE' };
  const column = (name: string, of: (risk: AcceptedRisk) => string | null) =>
    `unnest(${bind.texts(accepted.map(of))}) AS ${name}`;
  const columns = [
    column('test_name', (risk) => risk.testName),
    column('org', (risk) => risk.org),
    column('control_id', (risk) => risk.controlId),
    column('hostname', (risk) => risk.hostname),
  ];
  const covers = ['org', 'control_id', 'hostname'].map(
    (name) => `(a.${name} IS NULL OR a.${name} = e.${name})`,
  );
  return {
    with: [`accepted_risks AS (SELECT ${columns.join(', ')})`],
    sql: `EXISTS (SELECT 1 FROM accepted_risks a WHERE a.test_name = e.test_name AND ${covers.join(' AND ')})`,
  };
}

const list = (parts: readonly string[]): string => parts.join(', ');
const groupBy = (columns: readonly string[]): string =>
  columns.length === 0 ? '' : ` GROUP BY ${list(columns)}`;

function unitsOf(mode: ScoringMode, keys: readonly string[]): string {
  const single = `SELECT ${list([...keys, 'verdict AS raw', 'CASE WHEN NOT accepted THEN verdict END AS base', 'accepted::BIGINT AS accepted_rows'])} FROM bucketed`;
  if (mode === 'per-stage') return single;
  const judge = OF_RUN[mode];
  const run = list([
    ...keys,
    `${judge}(verdict)`,
    `${judge}(verdict) FILTER (WHERE NOT accepted)`,
    'count(*) FILTER (WHERE accepted)',
  ]);
  const identity = ['org', 'bundle_id', 'hostname', 'event_time', ...keys];
  return `${single} WHERE NOT stage UNION ALL SELECT ${run} FROM bucketed WHERE stage${groupBy(identity)}`;
}

const count = (base: 'base' | 'raw', verdict: number) => `count(*) FILTER (WHERE ${base} = ${verdict})`;

const COUNTS = [
  `${count('base', 2)} AS base_protected`,
  `${count('base', 1)} AS base_detected`,
  `${count('base', 0)} AS base_unprotected`,
  `${count('raw', 2)} AS raw_protected`,
  `${count('raw', 1)} AS raw_detected`,
  `${count('raw', 0)} AS raw_unprotected`,
  'sum(accepted_rows)::BIGINT AS accepted_rows',
];

const NEWEST =
  "arg_min({'uuid': test_uuid, 'severity': severity, 'category': category}, {'time': -event_time, 'uuid': test_uuid, 'severity': severity, 'category': category})";

/** Compiles a verdict aggregate; equal aggregates compile to equal bytes. */
export function compileVerdicts(aggregate: VerdictAggregate, visible: VisibleRows): Statement {
  const bind = new Bindings();
  const accepted = acceptedRows(aggregate.accepted, bind);
  const keys = compileKeys(aggregate.by, bind);
  const where = compileWhere({ scope: visible.scope, rows: aggregate.rows, keys: keys.where }, bind);
  const row = [
    ...keys.select,
    ...['org', 'bundle_id', 'hostname', 'event_time', 'test_uuid', 'severity', 'category'],
    `${VERDICT} AS verdict`,
    `${STAGE} AS stage`,
    `${accepted.sql} AS accepted`,
  ];
  const { names } = keys;
  const having = aggregate.by.length === 0 ? '' : ` HAVING count(${aggregate.having}) > 0`;
  const ctes = [
    ...accepted.with,
    `bucketed AS (SELECT ${list(row)} FROM ${rowSource(visible)} e WHERE ${where})`,
    `units AS (${unitsOf(aggregate.unit, names)})`,
    `counted AS (SELECT ${list([...names, ...COUNTS])} FROM units${groupBy(names)}${having})`,
  ];
  let from = 'counted';
  const select = ['counted.*', 'count(*) OVER () AS total'];
  if (aggregate.describeTests) {
    const described = [...names, 'count(DISTINCT test_uuid) AS test_uuids', `${NEWEST} AS newest`];
    ctes.push(`described AS (SELECT ${list(described)} FROM bucketed WHERE NOT accepted${groupBy(names)})`);
    from += ` JOIN described USING (${list(names)})`;
    select.push('test_uuids', 'newest');
  }
  const largest = 'base_protected + base_detected + base_unprotected DESC';
  const cut =
    aggregate.limit === null
      ? ''
      : ` ORDER BY ${list([largest, ...names])} LIMIT ${bind.integer(aggregate.limit)}`;
  return bind.statement(`WITH ${ctes.join(',\n')}\nSELECT ${list(select)} FROM ${from}${cut}`);
}
