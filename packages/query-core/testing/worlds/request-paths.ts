/** Paths below `/api/analytics/` that random requests go to. */
export const requestPaths: readonly string[] = [
  'defense-score',
  'defense-score/trend',
  'defense-score/by-test',
  'defense-score/by-technique',
  'defense-score/by-org',
  'defense-score/by-severity',
  'defense-score/by-category',
  'defense-score/by-category-subcategory',
  'defense-score/by-hostname',
  'error-rate',
  'error-rate/trend',
  'executions',
  'executions/paginated',
];
