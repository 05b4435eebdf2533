import { answerBreakdown, type Bucket, byScore } from './breakdown.ts';
import { compareMissingLast, compareUtf8 } from './compare-utf8.ts';
import type { OracleRow } from './oracle-row.ts';
import type { Answer, Question } from './question.ts';

function newestFirst(a: OracleRow, b: OracleRow): number {
  return (
    b.time - a.time ||
    compareUtf8(a.testUuid, b.testUuid) ||
    compareMissingLast(a.severity, b.severity) ||
    compareMissingLast(a.category, b.category)
  );
}

function itemOf({ key, rows }: Bucket): Record<string, unknown> {
  const newest = rows.toSorted(newestFirst)[0];
  return {
    name: key,
    test_name: key,
    test_uuid: newest?.testUuid,
    severity: newest?.severity,
    category: newest?.category,
    testUuids: new Set(rows.map((row) => row.testUuid)).size,
  };
}

/** `defense-score/by-test`: keyed by name, metadata from the newest row that counts (CONTRACT sections 4 and 9). */
export function answerByTest(question: Question): Answer {
  return answerBreakdown(question, { valuesOf: (row) => [row.testName], order: byScore, item: itemOf });
}
