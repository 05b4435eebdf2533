import { OracleFailure } from './oracle-failure.ts';
import type { Parameters } from './parameters.ts';
import { resolveTime } from './resolve-time.ts';
import { isTimeZone } from './time-zone.ts';

/** Both ends inclusive, in epoch milliseconds; null is an open side. */
export interface TimeWindow {
  readonly from: number | null;
  readonly to: number | null;
}

/** The request's IANA zone, default UTC (CONTRACT section 2). */
export function readZone(parameters: Parameters): string {
  const zone = parameters.single('timezone') ?? 'UTC';
  if (!isTimeZone(zone)) throw new OracleFailure(400, 'timezone');
  return zone;
}

function readTime(parameters: Parameters, name: 'from' | 'to', now: number, zone: string): number | null {
  const text = parameters.single(name);
  if (text === null) return null;
  const time = resolveTime(text, { now, zone, roundUp: name === 'to' });
  if (time === null) throw new OracleFailure(400, name);
  return time;
}

/** The window of a request: the last 7 days when neither side is given, an open side when one is (CONTRACT section 2). */
export function readWindow(parameters: Parameters, now: number, zone: string): TimeWindow {
  const from = readTime(parameters, 'from', now, zone);
  const to = readTime(parameters, 'to', now, zone);
  if (from === null && to === null) {
    return { from: resolveTime('now-7d', { now, zone, roundUp: false }), to: null };
  }
  if (from !== null && to !== null && from > to) throw new OracleFailure(400, 'from');
  return { from, to };
}

/** Whether an instant lies in a window. */
export function isInside(time: number, { from, to }: TimeWindow): boolean {
  return (from === null || time >= from) && (to === null || time <= to);
}
