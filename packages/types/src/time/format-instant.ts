/** An instant (UTC epoch milliseconds) as ISO-8601 UTC with milliseconds, such as `2026-04-23T00:00:00.000Z`. */
export const formatInstant = (instant: number): string => new Date(instant).toISOString();
