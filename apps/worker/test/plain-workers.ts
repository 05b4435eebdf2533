/** How the indices of a store are named. */
export const indices = {
  pattern: 'achilles-results-*',
  writePrefix: 'achilles-results',
  rollover: 'monthly',
} as const;

/** What workers are given that nothing slows down and no schedule gives jobs to. */
export const plainWorkers = { archiveRowsPerSecond: null, retention: null, indices } as const;
