/** Where executions are read from and written to. */
export interface IndexSettings {
  /** The index pattern of every read, such as `achilles-results-*`; several stand apart by commas. */
  readonly pattern: string;
  /** What the name of an index that this product writes to starts with, such as `achilles-results`. */
  readonly writePrefix: string;
  /** How often writes go to a new index, by the time of the execution in UTC. */
  readonly rollover: 'none' | 'daily' | 'monthly';
  /** What the names of the product's own indices start with; `achilles` where it is not given. */
  readonly ownPrefix?: string;
}

const SUFFIX_LENGTH: Record<Exclude<IndexSettings['rollover'], 'none'>, number> = {
  monthly: '2026-04'.length,
  daily: '2026-04-23'.length,
};

/** The index that an execution at that instant goes to, such as `achilles-results-2026.04`. */
export function writeIndex({ writePrefix, rollover }: IndexSettings, eventTime: number): string {
  if (rollover === 'none') return writePrefix;
  const date = new Date(eventTime).toISOString();
  // Years outside 0–9999 are written with a sign and six digits.
  const start = date.indexOf('-', 1) - 4;
  const day = date.slice(Math.max(start, 0), Math.max(start, 0) + SUFFIX_LENGTH[rollover]);
  return `${writePrefix}-${day.replaceAll('-', '.')}`;
}
