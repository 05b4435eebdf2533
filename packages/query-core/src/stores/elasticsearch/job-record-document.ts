import { isDeepStrictEqual } from 'node:util';
import type { JobRecord, JobRecordFilter } from '@achilles/types';
import { StoreError } from '../../ports/store-error.ts';
import type { Query } from './query/query.ts';

/** A longer value is kept in its record and not found by: the index refuses terms of more than 32,766 bytes. */
const LONGEST_TERM = 8_191;
const keyword = { type: 'keyword', ignore_above: LONGEST_TERM } as const;

/** What records are found by. The record itself is text that is not indexed, so that any JSON comes back as it was. */
export const JOB_RECORD_MAPPING = {
  dynamic: false,
  properties: {
    id: keyword,
    type: keyword,
    status: keyword,
    org: keyword,
    requested_by: keyword,
    created_at: { type: 'double' },
    finished_at: { type: 'double' },
  },
} as const;

/** The document that a record is kept as. */
export const documentOf = (record: JobRecord) => ({
  id: record.id,
  type: record.type,
  status: record.status,
  ...(record.org === undefined ? {} : { org: record.org }),
  requested_by: record.requestedBy,
  created_at: record.createdAt,
  ...(record.finishedAt === undefined ? {} : { finished_at: record.finishedAt }),
  record: JSON.stringify(record),
});

/** The record that a document keeps. @throws StoreError when it keeps none */
export function recordOfDocument(id: string | undefined, source: unknown): JobRecord {
  const text = (source as { readonly record?: unknown } | undefined)?.record;
  if (typeof text !== 'string')
    throw new StoreError('unreadable', `job record ${id} is not readable; delete its document`);
  return JSON.parse(text) as JobRecord;
}

/** Whether two records are kept as the same document. */
export const isSameRecord = (a: JobRecord, b: JobRecord): boolean =>
  isDeepStrictEqual(documentOf(a), documentOf(b));

/** What a filter asks of documents. */
export function recordQuery(filter: JobRecordFilter): Query {
  const { types, statuses, org, requestedBy, createdFrom, createdTo } = filter;
  const conditions: (Query | null)[] = [
    types === undefined ? null : { terms: { type: [...types] } },
    statuses === undefined ? null : { terms: { status: [...statuses] } },
    org === undefined ? null : { term: { org } },
    requestedBy === undefined ? null : { term: { requested_by: requestedBy } },
    createdFrom === undefined ? null : { range: { created_at: { gte: createdFrom } } },
    createdTo === undefined ? null : { range: { created_at: { lte: createdTo } } },
  ];
  return { bool: { filter: conditions.filter((condition) => condition !== null) } };
}
