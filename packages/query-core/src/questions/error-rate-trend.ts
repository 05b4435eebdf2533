import { type Endpoints, formatInstant, type RequestOf, ZoneCalendar } from '@achilles/types';
import type { ActivityAggregate, ActivityBucket } from '../plan/plan.ts';
import { percentage } from '../score/percentage.ts';
import { type SlotCounts, trendPoints } from '../trend/trend-points.ts';
import { trendSlots } from '../trend/trend-slots.ts';
import { trendSpans } from '../trend/trend-spans.ts';
import { activityAggregate } from './activity-aggregate.ts';
import { question } from './question.ts';

/** Hours and days are too few runs for a steady rate (CONTRACT section 4). */
const SMOOTHING_DAYS = 7;

function windowing({ interval, windowDays }: RequestOf<Endpoints['errorRateTrend']>) {
  const smoothed = interval === 'hour' || interval === 'day';
  return { interval, windowDays: windowDays ?? (smoothed ? SMOOTHING_DAYS : undefined) };
}

const slotCounts = ({ keys, errors, conclusive }: ActivityBucket): SlotCounts => ({
  start: Number(keys[0]),
  counts: [errors, conclusive],
});

type Parts = { window: ActivityAggregate; before?: ActivityAggregate };

export const errorRateTrend = question<Endpoints['errorRateTrend']>()<Parts>({
  scored: false,
  plan: (request) => {
    const calendar = new ZoneCalendar(request.window.zone);
    const spans = trendSpans(calendar, windowing(request.parameters), request.window);
    const by = [
      { kind: 'slot', slots: trendSlots(calendar, request.parameters.interval, request.window) },
    ] as const;
    const window = activityAggregate(request, by, spans.window);
    return spans.before === null
      ? { window }
      : { window, before: activityAggregate(request, by, spans.before) };
  },
  answer: ({ window, before }, { parameters, window: span }) => {
    const points = trendPoints({
      calendar: new ZoneCalendar(span.zone),
      ...windowing(parameters),
      window: span,
      inside: window.buckets.map(slotCounts),
      before: before?.buckets.map(slotCounts) ?? [],
    });
    return {
      body: points.map(({ start, counts: [errorCount = 0, conclusiveCount = 0], partial }) => ({
        timestamp: formatInstant(start),
        errorRate: percentage(errorCount, errorCount + conclusiveCount),
        errorCount,
        conclusiveCount,
        total: errorCount + conclusiveCount,
        partial,
      })),
    };
  },
});
