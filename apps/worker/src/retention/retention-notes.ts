import type { RetentionState } from './retention-state.ts';

/**
 * What readiness tells of a retention schedule: `retention`, and `degraded` where its last run failed. That does not make a
 * process unready, which does everything else as ever, and which nobody could replace by one that fares better.
 */
export const retentionNotes = (state: RetentionState | null): Readonly<Record<string, string>> =>
  state === null ? {} : { retention: state.text, ...(state.fault !== null && { degraded: state.fault }) };
