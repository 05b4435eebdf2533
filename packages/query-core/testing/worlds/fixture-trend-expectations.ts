import { type FixtureExpectation, scorePoint } from './fixture-expectation.ts';

function trend(name: string, query: string, body: readonly unknown[]): FixtureExpectation {
  return { name, path: 'defense-score/trend', query, status: 200, body };
}

const stopped = [100, 100, 100] as const;
const missed = [0, 0, 0] as const;
const half = [50, 50, 50] as const;

/** `defense-score/trend` over clock changes, gaps, window days and the scenes of the last week. */
export const trendExpectations: readonly FixtureExpectation[] = [
  trend('New York: the day of 23 hours', 'tests=New%20York&from=2026-03-01&timezone=America/New_York', [
    scorePoint('2026-03-07T05:00:00.000Z', stopped, [1, 0, 0], 0, false),
    scorePoint('2026-03-08T05:00:00.000Z', half, [1, 0, 1], 0, false),
    scorePoint('2026-03-09T04:00:00.000Z', missed, [0, 0, 1], 0, false),
  ]),
  trend('the same rows in UTC', 'tests=New%20York&from=2026-03-01', [
    scorePoint('2026-03-08T00:00:00.000Z', half, [1, 0, 1], 0, false),
    scorePoint('2026-03-09T00:00:00.000Z', half, [1, 0, 1], 0, false),
  ]),
  trend('Havana: a day with two midnights', 'tests=Havana&to=now&timezone=America/Havana', [
    scorePoint('2025-11-01T04:00:00.000Z', stopped, [1, 0, 0], 0, false),
    scorePoint('2025-11-02T04:00:00.000Z', half, [1, 0, 1], 0, false),
  ]),
  trend(
    'Havana: the doubled hour is two buckets',
    'tests=Havana&to=now&timezone=America/Havana&interval=hour',
    [
      scorePoint('2025-11-02T03:00:00.000Z', stopped, [1, 0, 0], 0, false),
      scorePoint('2025-11-02T04:00:00.000Z', missed, [0, 0, 1], 0, false),
      scorePoint('2025-11-02T05:00:00.000Z', stopped, [1, 0, 0], 0, false),
    ],
  ),
  trend('Kathmandu: days begin at 18:15 UTC', 'tests=Kathmandu&to=now&timezone=Asia/Kathmandu', [
    scorePoint('2026-01-31T18:15:00.000Z', stopped, [1, 0, 0], 0, false),
    scorePoint('2026-02-01T18:15:00.000Z', missed, [0, 0, 1], 0, false),
  ]),
  trend(
    'Kathmandu: hours begin at quarter past',
    'tests=Kathmandu&to=now&timezone=Asia/Kathmandu&interval=hour',
    [
      scorePoint('2026-02-01T17:15:00.000Z', stopped, [1, 0, 0], 0, false),
      scorePoint('2026-02-01T18:15:00.000Z', missed, [0, 0, 1], 0, false),
    ],
  ),
  trend('Lord Howe: a day of 24 and a half hours', 'tests=Lord%20Howe&to=now&timezone=Australia/Lord_Howe', [
    scorePoint('2026-04-04T13:00:00.000Z', stopped, [1, 0, 0], 0, false),
    scorePoint('2026-04-05T13:30:00.000Z', missed, [0, 0, 1], 0, false),
  ]),
  trend('years', 'tests=New%20year&to=now&interval=year', [
    scorePoint('2025-01-01T00:00:00.000Z', stopped, [1, 0, 0], 0, false),
    // 2026 ends after `to`.
    scorePoint('2026-01-01T00:00:00.000Z', missed, [0, 0, 1], 0, true),
  ]),
  trend('years in Paris', 'tests=New%20year&to=now&interval=year&timezone=Europe/Paris', [
    scorePoint('2025-12-31T23:00:00.000Z', half, [1, 0, 1], 0, true),
  ]),
  trend('quarters', 'tests=New%20year&to=now&interval=quarter', [
    scorePoint('2025-10-01T00:00:00.000Z', stopped, [1, 0, 0], 0, false),
    scorePoint('2026-01-01T00:00:00.000Z', missed, [0, 0, 1], 0, false),
  ]),
  trend('a week across the year begins on Monday', 'tests=New%20year&to=now&interval=week', [
    scorePoint('2025-12-29T00:00:00.000Z', half, [1, 0, 1], 0, false),
  ]),
  trend('empty buckets between are listed', 'tests=Sparse&from=2026-02-10T12:00Z&to=2026-02-13T10:00:00Z', [
    // Begins before `from`.
    scorePoint('2026-02-10T00:00:00.000Z', stopped, [1, 0, 0], 0, true),
    scorePoint('2026-02-11T00:00:00.000Z', missed, [0, 0, 0], 0, false),
    scorePoint('2026-02-12T00:00:00.000Z', missed, [0, 0, 0], 0, false),
    scorePoint('2026-02-13T00:00:00.000Z', missed, [0, 0, 1], 0, true),
  ]),
  trend('two window days', 'tests=Sparse&from=2026-02-10T12:00Z&to=2026-02-13T10:00:00Z&windowDays=2', [
    scorePoint('2026-02-10T00:00:00.000Z', stopped, [1, 0, 0], 0, false),
    scorePoint('2026-02-11T00:00:00.000Z', stopped, [1, 0, 0], 0, false),
    scorePoint('2026-02-12T00:00:00.000Z', missed, [0, 0, 0], 0, false),
    scorePoint('2026-02-13T00:00:00.000Z', missed, [0, 0, 1], 0, true),
  ]),
  trend('window days reach before from', 'tests=Sparse&from=2026-02-13&windowDays=7', [
    scorePoint('2026-02-13T00:00:00.000Z', half, [1, 0, 1], 0, false),
  ]),
  trend('but never after to', 'tests=Sparse&from=2026-02-10&to=2026-02-10&interval=month&windowDays=90', [
    scorePoint('2026-02-01T00:00:00.000Z', stopped, [1, 0, 0], 0, true),
  ]),
  trend('risk acceptances in a point', 'from=2026-04-22&to=2026-04-22', [
    scorePoint('2026-04-22T00:00:00.000Z', [14.29, 14.29, 0], [1, 0, 6], 7, false),
  ]),
  trend('a point whose rows are all accepted', 'tests=u-c6&from=2026-04-20&to=2026-04-22', [
    scorePoint('2026-04-22T00:00:00.000Z', missed, [0, 0, 0], 1, false),
  ]),
  trend('the last seven days by week', 'interval=week', [
    scorePoint('2026-04-13T00:00:00.000Z', [21.43, 21.43, 21.43], [3, 0, 11], 0, true),
    scorePoint('2026-04-20T00:00:00.000Z', [42.86, 33.33, 28.57], [7, 2, 12], 7, true),
  ]),
  trend('the last seven days by month', 'interval=month', [
    scorePoint('2026-04-01T00:00:00.000Z', [34.29, 28.57, 26.19], [10, 2, 23], 7, true),
  ]),
  trend('runs, any stage, by day', 'from=2026-04-21&to=2026-04-21&scoringMode=any-stage', [
    scorePoint('2026-04-21T00:00:00.000Z', [66.67, 55.56, 66.67], [5, 1, 3], 0, false),
  ]),
  trend('a day in the future ends after now', 'tests=Tomorrow', [
    scorePoint('2026-04-25T00:00:00.000Z', stopped, [1, 0, 0], 0, true),
  ]),
  trend('nothing to show', 'tests=absent', []),
];
