/** What a person who has just started the server wants to know. */
export interface Started {
  readonly url: string;
  readonly dataFile: string;
  /** How many executions were generated at this start. */
  readonly generated: number;
  readonly rows: number;
  /** How the retention schedule is kept; null without one. */
  readonly retention: string | null;
}

/** Questions that show something with any data. */
const EXAMPLES = [
  '/api/analytics/defense-score?from=now-90d',
  '/api/analytics/defense-score/trend?from=now-90d&interval=week',
  '/api/analytics/defense-score/by-technique?from=now-90d&limit=5',
];

/** The text that says that the server answers, and how to ask it. */
export function welcome({ url, dataFile, generated, rows, retention }: Started): string {
  const size = `${rows.toLocaleString('en')} executions in ${dataFile}`;
  const data = generated > 0 ? `${size}, generated for a first look` : size;
  const empty = rows === 0 ? '\nThe store is empty; fill it with: npm run import -- FILE\n' : '';
  const kept = retention === null ? '' : `retention: ${retention}\n`;
  const calls = EXAMPLES.map((path) => `  curl '${url}${path}'`).join('\n');
  return `${data}\n${kept}${empty}ready on ${url}\n\n${calls}\n\nCtrl-C stops it; the data stays.\n`;
}
