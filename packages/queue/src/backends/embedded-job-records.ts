import type { JobRecord, JobRecordFilter, JobRecordList, JobRecords } from '@achilles/types';
import type { PGlite } from '@electric-sql/pglite';

const TABLE = 'achilles.job_records';

const SCHEMA = `
CREATE SCHEMA IF NOT EXISTS achilles;
CREATE TABLE IF NOT EXISTS ${TABLE} (
  id text PRIMARY KEY,
  type text NOT NULL,
  status text NOT NULL,
  org text,
  requested_by text NOT NULL,
  created_at double precision NOT NULL,
  finished_at double precision,
  version bigint NOT NULL,
  record text NOT NULL
);
CREATE INDEX IF NOT EXISTS job_records_by_age ON ${TABLE} (created_at);
`;

const COLUMNS = 'type, status, org, requested_by, created_at, finished_at, record';

const columnsOf = (record: JobRecord): unknown[] => [
  record.type,
  record.status,
  record.org ?? null,
  record.requestedBy,
  record.createdAt,
  record.finishedAt ?? null,
  JSON.stringify(record),
];

interface Row {
  readonly record: string;
}

const recordOf = ({ record }: Row): JobRecord => JSON.parse(record) as JobRecord;

/** Records of jobs in the database of an embedded queue, as text, so that any JSON comes back as it was. */
export class EmbeddedJobRecords implements JobRecords {
  readonly #database: PGlite;

  private constructor(database: PGlite) {
    this.#database = database;
  }

  /** Makes the table where there is none. */
  static async open(database: PGlite): Promise<EmbeddedJobRecords> {
    await database.exec(SCHEMA);
    return new EmbeddedJobRecords(database);
  }

  async create(record: JobRecord): Promise<boolean> {
    const { affectedRows } = await this.#database.query(
      `INSERT INTO ${TABLE} (${COLUMNS}, id, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) ON CONFLICT DO NOTHING`,
      [...columnsOf(record), record.id],
    );
    return affectedRows === 1;
  }

  async get(id: string): Promise<JobRecord | null> {
    return (await this.#find(id))?.record ?? null;
  }

  async change(id: string, change: (record: JobRecord) => JobRecord): Promise<JobRecord | null> {
    for (;;) {
      const found = await this.#find(id);
      if (found === null) return null;
      const changed = change(found.record);
      if (changed === found.record) return changed;
      const { affectedRows } = await this.#database.query(
        `UPDATE ${TABLE} SET (${COLUMNS}, version) = ($1, $2, $3, $4, $5, $6, $7, $9 + 1) WHERE id = $8 AND version = $9`,
        [...columnsOf(changed), id, found.version],
      );
      if (affectedRows === 1) return JSON.parse(JSON.stringify(changed)) as JobRecord;
    }
  }

  async remove(id: string): Promise<void> {
    await this.#database.query(`DELETE FROM ${TABLE} WHERE id = $1`, [id]);
  }

  async list(filter: JobRecordFilter): Promise<JobRecordList> {
    const { types, statuses, org, requestedBy, createdFrom, createdTo, limit } = filter;
    const values = [types, statuses, org, requestedBy, createdFrom, createdTo].map((value) => value ?? null);
    const where = `WHERE ($1::text[] IS NULL OR type = ANY($1)) AND ($2::text[] IS NULL OR status = ANY($2))
      AND ($3::text IS NULL OR org = $3) AND ($4::text IS NULL OR requested_by = $4)
      AND ($5::double precision IS NULL OR created_at >= $5) AND ($6::double precision IS NULL OR created_at <= $6)`;
    const { rows: counted } = await this.#database.query<{ total: number }>(
      `SELECT count(*)::integer AS total FROM ${TABLE} ${where}`,
      values,
    );
    const { rows } = await this.#database.query<Row>(
      `SELECT record FROM ${TABLE} ${where} ORDER BY created_at DESC, id COLLATE "C" DESC LIMIT $7`,
      [...values, limit],
    );
    return { records: rows.map(recordOf), total: counted[0]?.total ?? 0 };
  }

  async removeFinishedBefore(time: number): Promise<number> {
    const { affectedRows } = await this.#database.query(`DELETE FROM ${TABLE} WHERE finished_at < $1`, [
      time,
    ]);
    return affectedRows ?? 0;
  }

  async #find(id: string): Promise<{ readonly record: JobRecord; readonly version: number } | null> {
    const { rows } = await this.#database.query<Row & { version: number }>(
      `SELECT record, version FROM ${TABLE} WHERE id = $1`,
      [id],
    );
    const [row] = rows;
    return row === undefined ? null : { record: recordOf(row), version: row.version };
  }
}
