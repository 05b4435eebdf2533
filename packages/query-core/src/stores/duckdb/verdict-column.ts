/** Verdicts rank unprotected 0, detected 1, protected 2: a run is as good as its worst stage, or as its best. */
export const VERDICT = 'CASE WHEN is_protected THEN 2 WHEN defender_detected THEN 1 ELSE 0 END';
