import { one, oneOf, wholeNumber } from '../request/parameter.ts';

/** The calendar units a trend can be cut into. */
export const INTERVALS = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
/** How long a bucket of a trend is. */
export type Interval = (typeof INTERVALS)[number];

/** The parameters of a trend (CONTRACT section 4, Trends). */
export const trendParameters = {
  interval: one(oneOf(INTERVALS).default('day'), 'Calendar unit of a bucket; weeks begin on Monday', 'week'),
  windowDays: one(
    wholeNumber(1, 90).optional(),
    'Each point covers this many calendar days up to the end of its bucket',
    '7',
  ),
};
