import { IANAZone } from 'luxon';

const HOUR = 3_600_000;
/** Zones of our time change their offset on quarter hours only, so one look-up serves a whole quarter. */
const QUARTER = 900_000;
const offsets = new Map<string, Map<number, number>>();

/** Whether a name is an IANA zone; bare offsets such as `+02:00` are not (CONTRACT section 9). */
export function isTimeZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name);
}

/** Milliseconds that a zone's clocks are ahead of UTC at an instant (epoch ms). */
export function offsetAt(instant: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const known = offsets.get(zone) ?? new Map<number, number>();
  offsets.set(zone, known);
  const quarter = Math.floor(instant / QUARTER);
  const offset = known.get(quarter) ?? IANAZone.create(zone).offset(quarter * QUARTER) * 60_000;
  known.set(quarter, offset);
  return offset;
}

/** The wall clock of a zone at an instant, written as the epoch ms at which a UTC clock shows the same. */
export function wallAt(instant: number, zone: string): number {
  return instant + offsetAt(instant, zone);
}

/** Every instant at which a zone's clock shows this wall time, earliest first: one, two (clocks went back) or none (forward). */
export function instantsOf(wall: number, zone: string): number[] {
  const around = [offsetAt(wall - 24 * HOUR, zone), offsetAt(wall + 24 * HOUR, zone)];
  const candidates = [...new Set(around)].map((offset) => wall - offset);
  return candidates.filter((instant) => wallAt(instant, zone) === wall).sort((a, b) => a - b);
}

/**
 * The instant of a wall time: the first of two (CONTRACT section 9); a time that the clocks jumped over moves forward by
 * the jump, so that a jumped-over midnight is the first instant of its day.
 */
export function instantOf(wall: number, zone: string): number {
  return instantsOf(wall, zone)[0] ?? wall - offsetAt(wall - 24 * HOUR, zone);
}
