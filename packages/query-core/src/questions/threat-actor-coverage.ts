import type { Endpoints } from '@achilles/types';
import type { VerdictBucket, VerdictCounts } from '../plan/plan.ts';
import { compareText } from '../score/compare-text.ts';
import { addCounts, NO_UNITS, realScoreOf, unitsOf } from '../score/figures.ts';
import { question } from './question.ts';
import { scoreAggregate } from './score-aggregate.ts';

interface Actor {
  readonly name: string;
  readonly tests: number;
  readonly rows: VerdictCounts;
}

/** Puts the tests of each actor together; every bucket is one actor and one test uuid. */
function actorsOf(buckets: readonly VerdictBucket[]): Actor[] {
  const byName = Map.groupBy(buckets, ({ keys }) => String(keys[0]));
  return [...byName].map(([name, tests]) => ({
    name,
    tests: tests.length,
    rows: tests.reduce((sum, { base }) => addCounts(sum, base), NO_UNITS),
  }));
}

const busiestFirst = (a: Actor, b: Actor): number =>
  unitsOf(b.rows) - unitsOf(a.rows) || compareText(a.name, b.name);

export const threatActorCoverage = question<Endpoints['threatActorCoverage']>()({
  scored: true,
  plan: (request) => ({
    tests: scoreAggregate(request, {
      by: [
        { kind: 'field', field: 'threat_actor' },
        { kind: 'field', field: 'test_uuid' },
      ],
      unit: 'per-stage',
    }),
  }),
  answer: ({ tests }, { parameters }) => {
    const actors = actorsOf(tests.buckets).sort(busiestFirst);
    return {
      body: actors.slice(0, parameters.limit).map(({ name, tests: testCount, rows }) => ({
        threatActor: name,
        coverage: realScoreOf(rows),
        testCount,
        protectedCount: rows.protected,
        totalExecutions: unitsOf(rows),
      })),
      total: actors.length,
    };
  },
});
