import { DOCUMENT_FIELDS, type DocumentField, type FieldName, type FieldType } from '@achilles/types';

const COLUMN_TYPES: Record<FieldType, string> = {
  keyword: 'VARCHAR',
  keywords: 'VARCHAR[] NOT NULL',
  boolean: 'BOOLEAN NOT NULL',
  integer: 'BIGINT',
  float: 'DOUBLE',
  date: 'BIGINT NOT NULL',
};

/** Every field of an execution is a column of the same name; times are UTC epoch milliseconds. */
export const FIELD_COLUMNS = Object.entries(DOCUMENT_FIELDS) as [FieldName, DocumentField][];

const columns = [
  '"index" VARCHAR NOT NULL',
  'id VARCHAR NOT NULL',
  ...FIELD_COLUMNS.map(([name, { type }]) => `${name} ${COLUMN_TYPES[type]}`),
  'source VARCHAR NOT NULL',
].join(', ');

/** The columns of a row, in the order of every table that keeps rows. */
export const ROW_COLUMNS = ['"index"', 'id', ...FIELD_COLUMNS.map(([name]) => name), 'source'].join(', ');

/**
 * Live and archived rows, each identity once: of one that is both, the live row. Archived ones have the negative row ids, so
 * that every row has one of its own.
 */
const CREATE_ALL_EXECUTIONS = `CREATE VIEW IF NOT EXISTS all_executions AS
  SELECT rowid AS rowid, ${ROW_COLUMNS} FROM executions
  UNION ALL
  SELECT -1 - rowid AS rowid, ${ROW_COLUMNS} FROM archived_executions a
  WHERE NOT EXISTS (SELECT 1 FROM executions e WHERE e."index" = a."index" AND e.id = a.id)`;

/** The version of this layout; a file of another one is refused rather than misread. */
export const LAYOUT_VERSION = 1;

/**
 * Creates what a file lacks. Writer and moves keep ("index", id) unique: a constraint's index costs memory per row.
 * `indices` names those that stay although no row has their name. `move_counts` tells what each job that moves rows has
 * moved; it is written with the rows.
 */
export const CREATE_TABLES = [
  'CREATE TABLE IF NOT EXISTS layout (version INTEGER NOT NULL)',
  `INSERT INTO layout SELECT ${LAYOUT_VERSION} WHERE NOT EXISTS (SELECT 1 FROM layout)`,
  `CREATE TABLE IF NOT EXISTS executions (${columns})`,
  `CREATE TABLE IF NOT EXISTS archived_executions (${columns}, job VARCHAR NOT NULL, archived_at BIGINT NOT NULL)`,
  'CREATE TABLE IF NOT EXISTS indices (name VARCHAR PRIMARY KEY)',
  'CREATE TABLE IF NOT EXISTS move_counts (job VARCHAR PRIMARY KEY, counts VARCHAR NOT NULL, changed_at BIGINT NOT NULL)',
  CREATE_ALL_EXECUTIONS,
  'CREATE TABLE IF NOT EXISTS risk_acceptances (acceptance_id VARCHAR PRIMARY KEY, record VARCHAR NOT NULL)',
];

/** A batch on its way in; lives with the writer's connection. */
export const CREATE_STAGED = `CREATE TEMP TABLE staged (ordinal BIGINT NOT NULL, ${columns})`;
