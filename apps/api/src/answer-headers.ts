import { EXPORT_CURSOR_HEADER, formatInstant, formatWindow, type TimeWindow } from '@achilles/types';

/** What an answer tells of itself. */
interface Quotable {
  readonly window: TimeWindow;
  readonly asOf: number;
  /** For lists with a limit: how many items there are before the cut. */
  readonly total?: number;
}

/**
 * What an answer can be quoted with (CONTRACT section 4, As of): the resolved window as an ISO 8601 interval whose
 * open sides are `..`, the instant of its snapshot, and its source.
 */
export function answerHeaders({ window, asOf, total }: Quotable): Record<string, string> {
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
  EXPORT_CURSOR_HEADER,
  'X-Request-Id',
  'Retry-After',
  'Location',
  'Preference-Applied',
  'Idempotent-Replayed',
];
