import type { FixtureRow } from './fixture-document.ts';

function at(time: string, test: string, code: number): FixtureRow {
  return { id: `${test} ${time}`, at: time, test, uuid: `u-${test}`, code, category: 'novel' };
}

/** 32 rows of which one is protected: 1/32 is 3.125 %, which rounds up. */
const halves = Array.from({ length: 32 }, (_, minute) => ({
  ...at(new Date(Date.UTC(2026, 3, 10, 0, minute)).toISOString(), 'Halves', minute === 0 ? 126 : 101),
  host: 'ws-half',
}));

/** Rows around clock changes, ends of years, gaps, window edges and in the future; each test is asked for by name. */
export const clockRows: readonly FixtureRow[] = [
  ...halves,
  // New York, 8 March 2026, a day of 23 hours: last ms before it, its first, its last, first of the next day.
  at('2026-03-08T04:59:59.999Z', 'New York', 126),
  at('2026-03-08T05:00:00.000Z', 'New York', 101),
  at('2026-03-09T03:59:59.999Z', 'New York', 126),
  at('2026-03-09T04:00:00.000Z', 'New York', 101),
  // Havana, 2 November 2025: midnight at 04:00Z and again at 05:00Z.
  at('2025-11-02T03:59:00.000Z', 'Havana', 126),
  at('2025-11-02T04:30:00.000Z', 'Havana', 101),
  at('2025-11-02T05:30:00.000Z', 'Havana', 126),
  // Kathmandu, +05:45: both sides of midnight between 1 and 2 February 2026.
  at('2026-02-01T18:14:59.000Z', 'Kathmandu', 126),
  at('2026-02-01T18:15:00.000Z', 'Kathmandu', 101),
  // Lord Howe, 5 April 2026, a day of 24 and a half hours: its last minute, first ms of the next day.
  at('2026-04-05T13:29:00.000Z', 'Lord Howe', 126),
  at('2026-04-05T13:30:00.000Z', 'Lord Howe', 101),
  at('2025-12-31T23:30:00.000Z', 'New year', 126),
  at('2026-01-01T00:30:00.000Z', 'New year', 101),
  at('2026-02-10T15:00:00.000Z', 'Sparse', 126),
  at('2026-02-13T09:00:00.000Z', 'Sparse', 101),
  // Friday and Sunday of one week.
  at('2026-02-20T10:00:00.000Z', 'Errors', 0),
  at('2026-02-22T10:00:00.000Z', 'Errors', 101),
  at('2020-01-01T00:00:00.000Z', 'Ancient', 126),
  // One millisecond before the default window, and its first one.
  at('2026-04-16T11:59:59.999Z', 'Edge', 126),
  at('2026-04-16T12:00:00.000Z', 'Edge', 101),
  at('2026-04-25T00:00:00.000Z', 'Tomorrow', 126),
];
