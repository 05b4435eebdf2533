import { realScoreOf, scoreOf } from './percentage.ts';
import { type Answer, type Question, scoreBase } from './question.ts';
import { INTERVALS, trendPoints } from './trend-points.ts';
import { countUnits } from './units.ts';

/** `defense-score/trend` (CONTRACT section 4, Trends): points where the raw base has units, no window days unless asked. */
export function answerDefenseScoreTrend(question: Question): Answer {
  const { world, mode, parameters, matching } = question;
  const interval = parameters.choice('interval', INTERVALS, 'day');
  const windowDays = parameters.integer('windowDays', 1, 90);
  const { raw, base } = scoreBase(world, matching);
  const accepted = new Set(raw);
  for (const row of base) accepted.delete(row);
  const body = trendPoints(question, raw, interval, windowDays).map((point) => {
    const rawCounts = countUnits(point.rows, mode);
    const counts = countUnits(
      point.rows.filter((row) => !accepted.has(row)),
      mode,
    );
    return {
      timestamp: point.timestamp,
      score: scoreOf(counts),
      realScore: realScoreOf(counts),
      rawScore: scoreOf(rawCounts),
      total: counts.count,
      protected: counts.protected,
      detected: counts.detected,
      unprotected: counts.unprotected,
      riskAccepted: rawCounts.count - counts.count,
      partial: point.partial,
    };
  });
  return { body };
}
