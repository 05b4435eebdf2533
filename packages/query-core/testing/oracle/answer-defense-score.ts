import { realScoreOf, scoreOf } from './percentage.ts';
import { type Answer, type Question, rowsInScope, scoreBase } from './question.ts';
import { countUnits } from './units.ts';

/** `defense-score` (CONTRACT sections 3 and 4). */
export function answerDefenseScore(question: Question): Answer {
  const { raw, base } = scoreBase(question.world, rowsInScope(question));
  const rawCounts = countUnits(raw, question.mode);
  const counts = countUnits(base, question.mode);
  return {
    body: {
      score: scoreOf(counts),
      realScore: realScoreOf(counts),
      rawScore: scoreOf(rawCounts),
      protectedCount: counts.protected,
      detectedCount: counts.detected,
      unprotectedCount: counts.unprotected,
      totalExecutions: counts.count,
      riskAcceptedCount: rawCounts.count - counts.count,
      riskAcceptedRows: raw.length - base.length,
    },
  };
}
