import { expectScore, type FixtureExpectation, scoreBody } from './fixture-expectation.ts';

const nothing = scoreBody([0, 0, 0], [0, 0, 0]);
const both = scoreBody([50, 50, 50], [1, 0, 1]);
const beforeOnly = scoreBody([100, 100, 100], [1, 0, 0]);
const afterOnly = scoreBody([0, 0, 0], [0, 0, 1]);

/** The rows of `Edge` are protected at 2026-04-16T11:59:59.999Z and unprotected at 12:00:00.000Z, seven days before now. */
function edge(query: string, body: Record<string, number>): FixtureExpectation {
  return expectScore(`Edge ${query}`, `tests=Edge${query}`, body);
}

/** Every way to write a time (CONTRACT section 2), at the edge of the default window and on days of clock changes. */
export const timeExpectations: readonly FixtureExpectation[] = [
  edge('', afterOnly),
  edge('&to=now-7d', both),
  edge('&from=now-7d', afterOnly),
  edge('&from=now-7d/d', both),
  edge('&to=now-7d/d', both),
  edge('&from=now-1w', afterOnly),
  edge('&from=now-168h', afterOnly),
  edge('&from=now-1M/M', both),
  edge('&to=2026-04-16T11:59:59Z', beforeOnly),
  edge('&to=2026-04-16T11', beforeOnly),
  edge('&to=2026-04-16T11:59', beforeOnly),
  edge('&to=2026-04-16T12:00:00.000Z', both),
  edge('&from=2026-04-16T12', afterOnly),
  edge(`&from=${Date.UTC(2026, 3, 16, 12)}`, afterOnly),
  edge(`&to=${Date.UTC(2026, 3, 16, 12) - 1}`, beforeOnly),
  edge('&from=2026-04-16&to=2026-04-16', both),
  // A missing day is the first even when rounding up, so this ends on 1 April.
  edge('&to=2026-04', nothing),
  edge('&to=2026-04%7C%7C/M', both),
  edge('&to=2026', nothing),
  edge('&to=2026%7C%7C/y', both),
  // An anchor is never rounded up: this ends at midnight, not at the end of the 16th.
  edge('&to=2026-04-16%7C%7C', nothing),
  edge('&from=2026-04-17%7C%7C-12h', afterOnly),
  edge('&to=2026-04-15%7C%7C%2B1d/d', both),
  edge('&from=2026-04-16T14:00:00%2B02:00', afterOnly),
  // An unescaped plus arrives as a blank.
  edge('&from=2026-04-16T14:00:00+02:00', afterOnly),
  edge('&from=2026-04-16T08:00&timezone=America/New_York', afterOnly),
  edge('&to=2026-04-16T07:59&timezone=America/New_York', beforeOnly),
  edge('&from=2026-04-16T12:00Z&timezone=America/New_York', afterOnly),
  expectScore('rows in the future are in an open window', 'tests=Tomorrow', beforeOnly),
  expectScore('and not in one that ends now', 'tests=Tomorrow&to=now', nothing),
  expectScore('until tomorrow is over', 'tests=Tomorrow&from=now&to=now%2B2d/d', beforeOnly),
  expectScore(
    'a day of 23 hours',
    'tests=New%20York&from=2026-03-08&to=2026-03-08&timezone=America/New_York',
    both,
  ),
  expectScore(
    'a day with two midnights begins at the first',
    'tests=Havana&from=2025-11-02&timezone=America/Havana',
    both,
  ),
  expectScore('the day before ends there', 'tests=Havana&to=2025-11-01&timezone=America/Havana', beforeOnly),
  expectScore('a day at +05:45', 'tests=Kathmandu&to=2026-02-01&timezone=Asia/Kathmandu', beforeOnly),
];
