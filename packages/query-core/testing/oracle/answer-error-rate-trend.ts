import { errorActivity, isActivity } from './error-activity.ts';
import type { Answer, Question } from './question.ts';
import { INTERVALS, trendPoints } from './trend-points.ts';

/** `error-rate/trend` (CONTRACT section 4): seven window days for hours and days unless asked otherwise, none beyond. */
export function answerErrorRateTrend(question: Question): Answer {
  const { parameters, matching } = question;
  const interval = parameters.choice('interval', INTERVALS, 'day');
  const usual = interval === 'hour' || interval === 'day' ? 7 : null;
  const windowDays = parameters.integer('windowDays', 1, 90) ?? usual;
  const points = trendPoints(question, matching.filter(isActivity), interval, windowDays);
  const body = points.map(({ timestamp, rows, partial }) => {
    const { activity, ...figures } = errorActivity(rows);
    return { timestamp, ...figures, total: activity, partial };
  });
  return { body };
}
