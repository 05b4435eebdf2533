import type { OracleRow } from './oracle-row.ts';
import { type Answer, type Question, rowsInScope } from './question.ts';

function distinct(question: Question, readValue: (row: OracleRow) => string | null): Answer {
  const values = rowsInScope(question)
    .map(readValue)
    .filter((value) => value !== null);
  return { body: { count: new Set(values).size } };
}

/** `unique-hostnames`: rows without a host have none to count (CONTRACT section 4). */
export const answerUniqueHostnames = (question: Question): Answer =>
  distinct(question, (row) => row.hostname);

/** `unique-tests`: by test_uuid (CONTRACT section 4). */
export const answerUniqueTests = (question: Question): Answer => distinct(question, (row) => row.testUuid);
