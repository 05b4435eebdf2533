import type { OracleAnswer } from '../oracle/oracle.ts';

const TOTALS = ['totalExecutions', 'totalTestActivity'];
const LISTS = ['data', 'groups'];

function saysSomething([name, value]: [string, unknown]): boolean {
  if (LISTS.includes(name)) return Array.isArray(value) && value.length > 0;
  return TOTALS.includes(name) && value !== 0;
}

/** Whether an answer says something: a list or page with items, or figures over at least one unit or row. */
export function isNonEmptyAnswer(answer: OracleAnswer): boolean {
  if (answer.status !== 200) return false;
  const { body } = answer;
  if (Array.isArray(body)) return body.length > 0;
  return typeof body === 'object' && body !== null && Object.entries(body).some(saysSomething);
}

/** Share (0 to 1) of answers that say something: random cases prove little where all sides are empty. */
export function nonEmptyShare(answers: readonly OracleAnswer[]): number {
  return answers.length === 0 ? 0 : answers.filter(isNonEmptyAnswer).length / answers.length;
}
