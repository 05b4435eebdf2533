import { DEMO_DAYS, dayStart, momentOfDay, rowsPerDay } from './demo-clock.ts';
import type { DemoLine, DemoOptions } from './demo-line.ts';
import { attackRuns, type DemoRow, drawRun, hygieneRuns, type RunKind, standaloneRuns } from './draw-run.ts';
import { type Fleet, fleetsFor } from './fleet.ts';
import { Random } from './random.ts';

/** Share of all rows that each kind of run contributes. */
const KINDS: readonly { readonly runs: readonly RunKind[]; readonly share: number }[] = [
  { runs: standaloneRuns, share: 0.42 },
  { runs: attackRuns, share: 0.23 },
  { runs: hygieneRuns, share: 0.35 },
];
const LATE_SHARE = 0.012;
const LATEST_DAYS = 5;
const DETECTION_DAYS = 1;

const draw = <T>(random: Random, from: readonly T[]): T => {
  const drawn = from[Math.floor(random.next() * from.length)];
  if (drawn === undefined) throw new RangeError('nothing to draw from');
  return drawn;
};

const averageRows = (runs: readonly RunKind[]): number =>
  runs.reduce((sum, { checks }) => sum + checks.length, 0) / runs.length;

/** How likely the next run is of each kind, so that the rows come out in their shares. */
const WEIGHTS = KINDS.map(({ runs, share }) => share / averageRows(runs));
const WEIGHT = WEIGHTS.reduce((sum, weight) => sum + weight, 0);

function drawKind(random: Random, room: number): RunKind {
  let at = random.next() * WEIGHT;
  const kind = KINDS.find((_, i) => {
    at -= WEIGHTS[i] ?? 0;
    return at < 0;
  });
  const run = draw(random, kind?.runs ?? standaloneRuns);
  return run.checks.length <= room ? run : draw(random, standaloneRuns);
}

function drawFleet(random: Random, fleets: readonly Fleet[]): Fleet {
  let at = random.next();
  const fleet = fleets.find(({ organization }) => {
    at -= organization.share;
    return at < 0;
  });
  return fleet ?? draw(random, fleets);
}

const detected = ({ _index, _id, _source }: DemoLine): DemoLine => {
  const f0rtika = { ..._source.f0rtika, defender_detected: true, defender_stage_detected: true };
  return { _index, _id, _source: { ..._source, f0rtika } };
};

/** Lines that are written some days after the day they tell of. */
class Postponed {
  readonly #byDay = Array.from(
    { length: DEMO_DAYS + LATEST_DAYS + DETECTION_DAYS + 1 },
    (): DemoLine[] => [],
  );

  add(day: number, line: DemoLine): void {
    this.#byDay[day]?.push(line);
  }

  take(day: number): readonly DemoLine[] {
    return this.#byDay[day] ?? [];
  }

  /** Rows that are still on their way when the days end; what Defender would find later stays unknown. */
  *rest(): Generator<DemoLine> {
    for (const lines of this.#byDay.slice(DEMO_DAYS)) {
      yield* lines.filter(({ _source }) => _source.f0rtika.defender_detected !== true);
    }
  }
}

/**
 * Generates the executions of a small fleet over 90 days, in the order in which they would be written: rows of a day
 * by time, some days late, and rows that Defender detected afterwards a second time with that detection. The same
 * options give the same lines; `count` is the number of distinct rows.
 */
export function* demoLines({ count, seed, now }: DemoOptions): Generator<DemoLine> {
  const random = new Random(seed, 1);
  const fleets = fleetsFor(count);
  const postponed = new Postponed();
  let drawn = 0;
  let target = 0;
  for (const [day, rows] of rowsPerDay(count, now).entries()) {
    target += rows;
    const today: DemoRow[][] = [];
    while (drawn < target) {
      const fleet = drawFleet(random, fleets);
      const time = momentOfDay(random, dayStart(now, day));
      const place = { fleet, host: draw(random, fleet.hosts), time, day };
      const run = drawRun(random, drawKind(random, count - drawn), place);
      drawn += run.length;
      today.push(run);
    }
    yield* postponed.take(day);
    yield* written(random, today.sort(byTime), day, postponed);
  }
  yield* postponed.rest();
}

const timeOf = (run: DemoRow[]): string => run[0]?.line._source.routing.event_time ?? '';
const byTime = (a: DemoRow[], b: DemoRow[]): number =>
  Number(timeOf(a) > timeOf(b)) - Number(timeOf(a) < timeOf(b));

function* written(
  random: Random,
  runs: readonly DemoRow[][],
  day: number,
  postponed: Postponed,
): Generator<DemoLine> {
  for (const run of runs) {
    const delay = random.next() < LATE_SHARE ? 1 + Math.floor(random.next() * LATEST_DAYS) : 0;
    for (const { line, detectedLater } of run) {
      if (delay > 0) postponed.add(day + delay, line);
      else yield line;
      if (detectedLater) postponed.add(day + delay + DETECTION_DAYS, detected(line));
    }
  }
}
