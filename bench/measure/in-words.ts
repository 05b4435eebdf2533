import { summarize } from './statistics.ts';

/** A number rounded to a whole one, with commas between thousands. */
export const inWhole = (value: number): string => Math.round(value).toLocaleString('en');
/** A share in whole percent. */
export const inPercent = (share: number): string => `${(share * 100).toFixed(0)} %`;
const inMilliseconds = (value: number): string => value.toFixed(value < 100 ? 1 : 0);

/** A series as its median, with the least and the most. @throws RangeError for no values */
export function inSpread(
  values: readonly number[],
  inWords: (value: number) => string = inMilliseconds,
): string {
  const { median, least, most } = summarize(values);
  return `${inWords(median)} [${inWords(least)}–${inWords(most)}]`;
}
