/** What a text would have to be to be a time. */
const ACCEPTED =
  'use ISO-8601 (2026-04-23T10:15:00Z), a calendar date (2026, 2026-04, 2026-04-23), epoch milliseconds, ' +
  'or date math (now-30d, now/d, 2026-04-23||+1d/d)';

/** A text is not a time; `reason` says what is wrong and what is accepted. */
export class InvalidTimeError extends Error {
  override readonly name = 'InvalidTimeError';
  readonly reason: string;

  constructor(fault: string) {
    const reason = `${fault}; ${ACCEPTED}`;
    super(reason);
    this.reason = reason;
  }
}
