import { CONCLUSIVE_CODES } from '@achilles/types';
import type { VerdictAggregate } from '../../../plan/plan.ts';
import { compileAccepted } from './compile-accepted.ts';
import { type FieldPaths, termsOf } from './compile-predicate.ts';
import { allOf, type Query } from './query.ts';

/** Rows that are stages of a run (CONTRACT section 3). */
export const stageQuery = (paths: FieldPaths): Query =>
  allOf(
    [{ term: { [paths('is_bundle_control')]: true } }, { exists: { field: paths('bundle_id') } }],
    [{ term: { [paths('category')]: 'cyber-hygiene' } }],
  );

const protectedQuery = (paths: FieldPaths): Query => ({ term: { [paths('is_protected')]: true } });

/** Detected where nothing protected: a row has one verdict. */
const detectedQuery = (paths: FieldPaths): Query =>
  allOf([{ term: { [paths('defender_detected')]: true } }], [protectedQuery(paths)]);

/** Conclusive rows, and those of them that were protected or detected. */
export function conclusiveCounters(paths: FieldPaths): Record<string, Query> {
  const conclusive = termsOf(paths('error_code'), CONCLUSIVE_CODES);
  return {
    conclusive,
    protected: allOf([conclusive, protectedQuery(paths)]),
    detected: allOf([conclusive, detectedQuery(paths)]),
  };
}

/** What rows are counted by: those a verdict holds of and, where risks are accepted, those that are covered. */
export function verdictCounters({ accepted }: VerdictAggregate, paths: FieldPaths): Record<string, Query> {
  const counters = { protected: protectedQuery(paths), detected: detectedQuery(paths) };
  if (accepted.length === 0) return counters;
  const covered = compileAccepted(accepted, paths);
  return {
    ...counters,
    accepted: covered,
    acceptedProtected: allOf([covered, counters.protected]),
    acceptedDetected: allOf([covered, counters.detected]),
  };
}
