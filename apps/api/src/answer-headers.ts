import type { Asked } from '@achilles/query-core';
import { type EndpointName, formatInstant, formatWindow } from '@achilles/types';

/**
 * What an answer can be quoted with (CONTRACT section 4, As of): the resolved window as an ISO 8601 interval whose
 * open sides are `..`, the instant of its snapshot, and its source.
 */
export function answerHeaders({ window, asOf, total }: Asked<EndpointName>): Record<string, string> {
  const headers: Record<string, string> = {
    'X-Window': formatWindow(window),
    'X-As-Of': formatInstant(asOf),
    'X-Rollup': 'raw; reason="no rollups are built"',
    'Cache-Control': 'no-store',
  };
  if (total !== undefined) headers['X-Total-Count'] = String(total);
  return headers;
}

/** The headers that pages of other origins may read. */
export const EXPOSED_HEADERS = [
  'X-Window',
  'X-As-Of',
  'X-Rollup',
  'X-Total-Count',
  'X-Request-Id',
  'Retry-After',
  'Location',
];
