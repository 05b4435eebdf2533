import { compareUtf8 } from './compare-utf8.ts';
import { groupRows } from './coverage.ts';
import { percentage } from './percentage.ts';
import { type Answer, type Question, rowsInScope, scoreBase } from './question.ts';

/** `threat-actor-coverage`: rows of the score base; the EDR-protected share of each actor's (CONTRACT section 4). */
export function answerThreatActorCoverage(question: Question): Answer {
  const limit = question.parameters.integer('limit', 1, 10_000) ?? 1_000;
  const { base } = scoreBase(question.world, rowsInScope(question));
  const actors = groupRows(base, (row) => (row.threatActor === null ? [] : [[row.threatActor]]));
  const items = actors.map(({ keys: [threatActor = ''], rows }) => {
    const protectedCount = rows.filter((row) => row.isProtected).length;
    return {
      threatActor,
      coverage: percentage(protectedCount, rows.length),
      testCount: new Set(rows.map((row) => row.testUuid)).size,
      protectedCount,
      totalExecutions: rows.length,
    };
  });
  items.sort((a, b) => b.totalExecutions - a.totalExecutions || compareUtf8(a.threatActor, b.threatActor));
  return { body: items.slice(0, limit), totalCount: items.length };
}
