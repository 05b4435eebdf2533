import { type Endpoints, formatInstant, ZoneCalendar } from '@achilles/types';
import type { VerdictAggregate, VerdictBucket } from '../plan/plan.ts';
import { realScoreOf, scoreOf, unitsOf } from '../score/figures.ts';
import { type SlotCounts, trendPoints } from '../trend/trend-points.ts';
import { trendSlots } from '../trend/trend-slots.ts';
import { trendSpans } from '../trend/trend-spans.ts';
import { question } from './question.ts';
import { scoreAggregate } from './score-aggregate.ts';

const slotCounts = ({ keys, base, raw }: VerdictBucket): SlotCounts => ({
  start: Number(keys[0]),
  counts: [base.protected, base.detected, base.unprotected, raw.protected, raw.detected, raw.unprotected],
});

type Parts = { window: VerdictAggregate; before?: VerdictAggregate };

export const defenseScoreTrend = question<Endpoints['defenseScoreTrend']>()<Parts>({
  scored: true,
  plan: (request) => {
    const calendar = new ZoneCalendar(request.window.zone);
    const spans = trendSpans(calendar, request.parameters, request.window);
    const by = [
      { kind: 'slot', slots: trendSlots(calendar, request.parameters.interval, request.window) },
    ] as const;
    const window = scoreAggregate(request, { by, having: 'raw', within: spans.window });
    return spans.before === null
      ? { window }
      : { window, before: scoreAggregate(request, { by, having: 'raw', within: spans.before }) };
  },
  answer: ({ window, before }, { parameters, window: span }) => {
    const points = trendPoints({
      calendar: new ZoneCalendar(span.zone),
      interval: parameters.interval,
      windowDays: parameters.windowDays,
      window: span,
      inside: window.buckets.map(slotCounts),
      before: before?.buckets.map(slotCounts) ?? [],
    });
    return {
      body: points.map(({ start, counts: [p = 0, d = 0, u = 0, rawP = 0, rawD = 0, rawU = 0], partial }) => {
        const base = { protected: p, detected: d, unprotected: u };
        const raw = { protected: rawP, detected: rawD, unprotected: rawU };
        return {
          timestamp: formatInstant(start),
          score: scoreOf(base),
          realScore: realScoreOf(base),
          rawScore: scoreOf(raw),
          total: unitsOf(base),
          ...base,
          riskAccepted: unitsOf(raw) - unitsOf(base),
          partial,
        };
      }),
    };
  },
});
