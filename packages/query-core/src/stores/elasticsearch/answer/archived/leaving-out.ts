import { allOf, MATCH_ALL, type Query } from '../../query/query.ts';
import type { FindBody, GroupReader } from '../group-reader.ts';

/** A reader of the same rows but those of some queries. */
export function leavingOut(reader: GroupReader, queries: readonly Query[]): GroupReader {
  if (queries.length === 0) return reader;
  const others = (query: Query = MATCH_ALL): Query => allOf([query], queries);
  return {
    paths: reader.paths,
    search: (body) => reader.search({ ...body, query: others(body.query as Query | undefined) }),
    find: (body: FindBody) => reader.find({ ...body, query: others(body.query) }),
    count: (query) => reader.count(others(query)),
  };
}
