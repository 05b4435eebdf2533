import type { Rng } from './rng.ts';

/**
 * Writes one value for a list parameter (CONTRACT section 2): commas and backslashes escaped. A backslash before an
 * ordinary character may also stay bare, and blanks may surround the value.
 */
export function writeListValue(rng: Rng, value: string): string {
  const mayStayBare = !/\\(?:[\\,]|$)/.test(value);
  const escaped = mayStayBare && rng.chance(0.4) ? /,/g : /[\\,]/g;
  const written = value.replaceAll(escaped, '\\$&');
  return rng.chance(0.1) ? ` ${written} ` : written;
}
