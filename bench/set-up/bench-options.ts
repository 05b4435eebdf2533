import { UsageError } from '@achilles/process';
import { RELEASES, type Release } from '@achilles/testkit';

/** Parses a whole number of the command line. @throws UsageError */
export function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > most)
    throw new UsageError(`--${name} takes a whole number from 1 to ${most}, not '${text}'`);
  return value;
}

/** Parses which Elasticsearch to start. @throws UsageError */
export function releaseOf(text: string | undefined): Release {
  const release = RELEASES.find((known) => known === (text ?? RELEASES[0]));
  if (release === undefined)
    throw new UsageError(`--release takes one of ${RELEASES.join(', ')}, not '${text}'`);
  return release;
}
