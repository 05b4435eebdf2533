import type { Buckets, Part, PartAnswer } from '../../plan/plan.ts';
import type { Scope } from '../../plan/scope.ts';
import { compileActivity } from './compile-activity.ts';
import { compileVerdicts } from './compile-verdicts.ts';
import { listGroups } from './list-groups.ts';
import { listRows } from './list-rows.ts';
import { readActivityBucket, readTotal, readVerdictBucket, type SqlRow } from './read-buckets.ts';
import type { Statement } from './statement.ts';
import type { Statements } from './statements.ts';

async function countBuckets<B>(
  statements: Statements,
  statement: Statement,
  read: (row: SqlRow) => B,
): Promise<Buckets<B>> {
  const rows = await statements.rows(statement);
  return { buckets: rows.map(read), total: readTotal(rows) };
}

/** Answers one part of a plan. @throws StoreError */
export async function answerPart(
  statements: Statements,
  part: Part,
  scope: Scope,
): Promise<PartAnswer<Part>> {
  switch (part.kind) {
    case 'verdicts':
      return countBuckets(statements, compileVerdicts(part, scope), (row) =>
        readVerdictBucket(row, part.by.length),
      );
    case 'activity':
      return countBuckets(statements, compileActivity(part, scope), (row) =>
        readActivityBucket(row, part.by.length),
      );
    case 'row-page':
      return listRows(statements, part, scope);
    case 'group-page':
      return listGroups(statements, part, scope);
    default:
      return part satisfies never;
  }
}
