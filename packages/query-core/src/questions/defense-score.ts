import type { Endpoints } from '@achilles/types';
import { NO_UNITS, realScoreOf, scoreOf, unitsOf } from '../score/figures.ts';
import { question } from './question.ts';
import { scoreAggregate } from './score-aggregate.ts';

export const defenseScore = question<Endpoints['defenseScore']>()({
  scored: true,
  plan: (request) => ({ total: scoreAggregate(request, { by: [], having: 'raw' }) }),
  answer: ({ total }) => {
    const { base, raw, acceptedRows } = total.buckets[0] ?? {
      base: NO_UNITS,
      raw: NO_UNITS,
      acceptedRows: 0,
    };
    return {
      body: {
        score: scoreOf(base),
        realScore: realScoreOf(base),
        rawScore: scoreOf(raw),
        protectedCount: base.protected,
        detectedCount: base.detected,
        unprotectedCount: base.unprotected,
        totalExecutions: unitsOf(base),
        riskAcceptedCount: unitsOf(raw) - unitsOf(base),
        riskAcceptedRows: acceptedRows,
      },
    };
  },
});
