import { recentRow } from './listed-row.ts';
import { type Answer, type Question, rowsInScope } from './question.ts';
import { NEWEST_FIRST, tieClasses } from './row-order.ts';

/** `executions`: the newest rows, `limit` from 1 to 10,000, default 50 (CONTRACT section 4). */
export function answerExecutions(question: Question): Answer {
  const { world, parameters } = question;
  const size = parameters.integer('limit', 1, 10_000) ?? 50;
  const rows = tieClasses(rowsInScope(question), NEWEST_FIRST).map((tied) =>
    tied.map((row) => recentRow(world, row)),
  );
  const all = rows.flat();
  return {
    body: all.slice(0, size),
    totalCount: all.length,
    listing: { kind: 'rows', rows, start: 0, size },
  };
}
