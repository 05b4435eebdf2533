import { z } from 'zod';
import { count } from '../endpoints/figures.ts';
import { listOf, text } from '../request/parameter.ts';
import type { Operation } from './operation.ts';

/** How an index is: the health of its shards, `open` where that is not told, or `close`. */
export const INDEX_STATUSES = ['green', 'yellow', 'red', 'open', 'close'] as const;
export type IndexStatus = (typeof INDEX_STATUSES)[number];

/** One index of results or of the archive (CONTRACT section 4). */
export const IndexItem = z.strictObject({
  name: z.string(),
  docsCount: count
    .nullable()
    .describe('Documents that were written to it; null where they can not be counted: closed or red'),
  storeSize: z.string().nullable().describe('storeSizeBytes with a unit, such as 1.2mb'),
  storeSizeBytes: count
    .nullable()
    .describe(
      'Bytes on disk, replicas included; of the embedded store the bytes of the documents, since its one file is shared; ' +
        'null where they can not be told: closed or red',
    ),
  status: z.enum(INDEX_STATUSES).describe('Health of its shards, open where that is not told, or close'),
});
export type IndexItem = z.infer<typeof IndexItem>;

/** `GET indices` (CONTRACT section 4). */
export const listIndices = {
  method: 'get',
  path: '/api/analytics/indices',
  summary: 'The indices of results and of the archive, by name',
  permission: 'analytics:dashboards:read',
  parameters: {
    pattern: listOf(
      text,
      'Names or patterns with * that narrow the configured index pattern and its archive',
      'achilles-results-2026.04*',
    ),
  },
  body: null,
  status: 200,
  response: z.strictObject({ success: z.literal(true), indices: z.array(IndexItem) }),
  failures: [],
} as const satisfies Operation;
