import type { Buckets, Part, PartAnswer } from '../../plan/plan.ts';
import type { VisibleRows } from '../../plan/visible-rows.ts';
import { compileActivity } from './compile-activity.ts';
import { compileRows } from './compile-rows.ts';
import { compileVerdicts } from './compile-verdicts.ts';
import { listGroups } from './list-groups.ts';
import { listRows } from './list-rows.ts';
import {
  readActivityBucket,
  readRowBucket,
  readTotal,
  readVerdictBucket,
  type SqlRow,
} from './read-buckets.ts';
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
  visible: VisibleRows,
): Promise<PartAnswer<Part>> {
  switch (part.kind) {
    case 'verdicts':
      return countBuckets(statements, compileVerdicts(part, visible), (row) => readVerdictBucket(row, part));
    case 'activity':
      return countBuckets(statements, compileActivity(part, visible), (row) => readActivityBucket(row, part));
    case 'rows':
      return countBuckets(statements, compileRows(part, visible), (row) => readRowBucket(row, part));
    case 'row-page':
      return listRows(statements, part, visible);
    case 'group-page':
      return listGroups(statements, part, visible);
    default:
      return part satisfies never;
  }
}
