import { errorTypes } from './error-types.ts';
import { type Answer, type Question, rowsInScope } from './question.ts';

/** `results-by-error-type`: one item per code, rows without a code too (CONTRACT sections 4 and 9). */
export function answerResultsByErrorType(question: Question): Answer {
  const limit = question.parameters.integer('limit', 1, 10_000) ?? 1_000;
  const types = errorTypes(rowsInScope(question));
  return { body: types.slice(0, limit), totalCount: types.length };
}
