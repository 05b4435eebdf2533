import { ApiError } from '../errors.ts';
import { InvalidTimeError, resolveTime } from '../time/resolve-time.ts';
import type { Filters } from './filters.ts';

/** The window of a request, resolved once: inclusive epoch milliseconds, null where a side is open. */
export interface TimeWindow {
  readonly from: number | null;
  readonly to: number | null;
  readonly zone: string;
  /** The request's only reading of the clock. */
  readonly now: number;
}

/** The window when neither side is given (seed; CONTRACT section 2). */
const DEFAULT_FROM = 'now-7d';

/**
 * Resolves `from` and `to` against one `now`.
 * @throws ApiError `bad-request` naming the parameter, its value and what is accepted, or that from is after to
 */
export function resolveWindow(
  { from, to, timezone: zone }: Pick<Filters, 'from' | 'to' | 'timezone'>,
  now: number,
): TimeWindow {
  const resolve = (name: 'from' | 'to', given: string | undefined): number | null => {
    if (given === undefined) return null;
    try {
      // An unescaped + arrives as a blank, and no accepted time contains one (CONTRACT section 9).
      const expression = given.replaceAll(' ', '+');
      return resolveTime(expression, { now, zone, rounding: name === 'from' ? 'down' : 'up' });
    } catch (error) {
      if (!(error instanceof InvalidTimeError)) throw error;
      throw ApiError.badRequest([
        { path: name, message: `${name} '${given}' is not a time: ${error.reason}` },
      ]);
    }
  };
  const window = {
    from: resolve('from', from ?? (to === undefined ? DEFAULT_FROM : undefined)),
    to: resolve('to', to),
    zone,
    now,
  };
  if (window.from !== null && window.to !== null && window.from > window.to) {
    throw ApiError.badRequest([{ path: 'from', message: `from '${from}' is after to '${to}'` }]);
  }
  return window;
}
