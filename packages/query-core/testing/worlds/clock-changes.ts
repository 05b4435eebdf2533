/** Zones with odd offsets or clock changes, and the instants (UTC) of their changes from 2024 to 2026. */
export const clockChanges: Readonly<Record<string, readonly string[]>> = {
  'America/New_York': [
    '2024-03-10T07:00:00Z',
    '2024-11-03T06:00:00Z',
    '2025-03-09T07:00:00Z',
    '2025-11-02T06:00:00Z',
    '2026-03-08T07:00:00Z',
  ],
  'Europe/Paris': [
    '2024-03-31T01:00:00Z',
    '2024-10-27T01:00:00Z',
    '2025-03-30T01:00:00Z',
    '2025-10-26T01:00:00Z',
    '2026-03-29T01:00:00Z',
  ],
  // No changes, but an offset of 5:45.
  'Asia/Kathmandu': [],
  // Clocks shift by half an hour.
  'Australia/Lord_Howe': [
    '2024-04-06T15:00:00Z',
    '2024-10-05T15:30:00Z',
    '2025-04-05T15:00:00Z',
    '2025-10-04T15:30:00Z',
    '2026-04-04T15:00:00Z',
  ],
  // The change is at midnight: in March that midnight is missing, in November it occurs twice.
  'America/Havana': [
    '2024-03-10T05:00:00Z',
    '2024-11-03T05:00:00Z',
    '2025-03-09T05:00:00Z',
    '2025-11-02T05:00:00Z',
    '2026-03-08T05:00:00Z',
  ],
  // Clocks go back for Ramadan and forward after it.
  'Africa/Casablanca': [
    '2024-03-10T02:00:00Z',
    '2024-04-14T02:00:00Z',
    '2025-02-23T02:00:00Z',
    '2025-04-06T02:00:00Z',
    '2026-02-15T02:00:00Z',
    '2026-03-22T02:00:00Z',
  ],
  UTC: [],
};

/** The names of these zones. */
export const clockZones: readonly string[] = Object.keys(clockChanges);
