import { errorActivity } from './error-activity.ts';
import { type Answer, type Question, rowsInScope } from './question.ts';

/** `error-rate` (CONTRACT section 4). */
export function answerErrorRate(question: Question): Answer {
  const { activity, ...figures } = errorActivity(rowsInScope(question));
  return { body: { ...figures, totalTestActivity: activity } };
}
