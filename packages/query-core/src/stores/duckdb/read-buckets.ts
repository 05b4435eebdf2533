import type {
  ActivityAggregate,
  ActivityBucket,
  KeyValue,
  RowAggregate,
  RowBucket,
  TestDescription,
  VerdictAggregate,
  VerdictBucket,
} from '../../plan/plan.ts';

/** A row as the driver hands it out: text, booleans, bigint for whole numbers. */
export type SqlRow = Readonly<Record<string, unknown>>;

const number = (row: SqlRow, column: string): number => Number(row[column] ?? 0);

function keysOf(row: SqlRow, keys: number): KeyValue[] {
  return Array.from({ length: keys }, (_, i) => {
    const key = row[`k${i}`] ?? null;
    return typeof key === 'string' || key === null ? key : Number(key);
  });
}

function describedTest(row: SqlRow): TestDescription | null {
  if (row.newest === undefined) return null;
  const newest = row.newest as { uuid: string; severity: string | null; category: string | null };
  return {
    testUuids: number(row, 'test_uuids'),
    testUuid: newest.uuid,
    severity: newest.severity,
    category: newest.category,
  };
}

/** One row of a compiled verdict aggregate. */
export const readVerdictBucket = (row: SqlRow, { by }: VerdictAggregate): VerdictBucket => ({
  keys: keysOf(row, by.length),
  base: {
    protected: number(row, 'base_protected'),
    detected: number(row, 'base_detected'),
    unprotected: number(row, 'base_unprotected'),
  },
  raw: {
    protected: number(row, 'raw_protected'),
    detected: number(row, 'raw_detected'),
    unprotected: number(row, 'raw_unprotected'),
  },
  acceptedRows: number(row, 'accepted_rows'),
  test: describedTest(row),
});

/** One row of a compiled activity aggregate. */
export const readActivityBucket = (row: SqlRow, { by }: ActivityAggregate): ActivityBucket => ({
  keys: keysOf(row, by.length),
  errors: number(row, 'errors'),
  conclusive: number(row, 'conclusive'),
});

/** One row of a compiled row aggregate. */
export const readRowBucket = (row: SqlRow, { by, verdicts }: RowAggregate): RowBucket => ({
  keys: keysOf(row, by.length),
  rows: number(row, 'bucket_rows'),
  verdicts: verdicts
    ? {
        protected: number(row, 'protected'),
        detected: number(row, 'detected'),
        unprotected: number(row, 'unprotected'),
      }
    : null,
});

/** How many buckets there were before a limit cut them. */
export const readTotal = (rows: readonly SqlRow[]): number =>
  rows[0] === undefined ? 0 : number(rows[0], 'total');
