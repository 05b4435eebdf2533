import { CONCLUSIVE_CODES, EXIT_CODES, PROTECTED_CODES, readExecution } from '@achilles/types';
import { describe, expect, test } from 'vitest';
import { type DemoLine, demoBytes, demoLines, demoOrganizations } from '../src/index.ts';

const NOW = Date.parse('2026-05-01T00:00:00Z');
const DAY = 86_400_000;
const OPTIONS = { count: 30_000, seed: 3, now: NOW };

const lines = [...demoLines(OPTIONS)];
/** The newest version of each row, as an import leaves them. */
const rows = [...new Map(lines.map((line) => [`${line._index}/${line._id}`, line])).values()];
const time = (line: DemoLine) => Date.parse(line._source.routing.event_time);
const dayOf = (line: DemoLine) => Math.floor((time(line) - (NOW - 90 * DAY)) / DAY);
const isConclusive = (line: DemoLine) => CONCLUSIVE_CODES.includes(line._source.event.ERROR);
function stoppedShare(of: readonly DemoLine[]): number {
  const conclusive = of.filter(isConclusive);
  return conclusive.filter(({ _source }) => _source.f0rtika.is_protected).length / conclusive.length;
}

describe('demo data', () => {
  test('are the same for the same seed, and others for another', () => {
    const bytes = (seed: number) =>
      Buffer.concat([...demoBytes({ ...OPTIONS, count: 500, seed })].map((piece) => piece.bytes));
    expect(bytes(3).equals(bytes(3))).toBe(true);
    expect(bytes(3).equals(bytes(4))).toBe(false);
  });

  test.each([1, 7, 39, 1_000, 30_000])('of count %i have that many distinct rows', (count) => {
    const ids = new Set([...demoLines({ ...OPTIONS, count })].map(({ _index, _id }) => `${_index}/${_id}`));
    expect(ids.size).toBe(count);
  });

  test('are documents that count, without anything odd', () => {
    for (const { _source } of lines) {
      const { execution, problems } = readExecution({ ..._source });
      expect(problems).toEqual([]);
      expect(execution?.is_protected).toBe(PROTECTED_CODES.includes(_source.event.ERROR));
    }
  });

  test('lie within 90 days, each in the index of its month', () => {
    for (const line of lines) {
      expect(dayOf(line)).toBeGreaterThanOrEqual(0);
      expect(time(line)).toBeLessThan(NOW);
      expect(line._index).toBe(
        `achilles-results-${line._source.routing.event_time.slice(0, 7).replace('-', '.')}`,
      );
    }
  });

  test('hold three organizations, their hosts apart', () => {
    expect(new Set(rows.map(({ _source }) => _source.routing.oid))).toEqual(
      new Set(demoOrganizations.map(({ uuid }) => uuid)),
    );
    const owners = new Map(rows.map(({ _source }) => [_source.routing.hostname, _source.routing.oid]));
    for (const { _source } of rows) expect(owners.get(_source.routing.hostname)).toBe(_source.routing.oid);
  });

  test('hold standalone tests, attacks of several stages, and hygiene runs of 40 controls', () => {
    const sizes = new Map<string, number>();
    for (const { _id, _source } of rows) {
      const run = `${_source.f0rtika.category} ${_id.split('::')[0]}`;
      sizes.set(run, (sizes.get(run) ?? 0) + 1);
    }
    const sizesOf = (category: string) =>
      new Set([...sizes].filter(([run]) => run.startsWith(category)).map(([, size]) => size));
    expect(sizesOf('cyber-hygiene')).toEqual(new Set([40]));
    expect(sizesOf('mitre-top10')).toEqual(new Set([1]));
    expect(Math.max(...sizesOf('intel-driven'))).toBe(7);
    for (const { _source } of rows)
      expect(_source.f0rtika.is_bundle_control ?? false).toBe('bundle_id' in _source.f0rtika);
  });

  test('share one time, host and organization within a run', () => {
    const runs = new Map(
      rows.map(({ _id, _source }) => [_id.split('::')[0], JSON.stringify(_source.routing)]),
    );
    for (const { _id, _source } of rows)
      expect(runs.get(_id.split('::')[0])).toBe(JSON.stringify(_source.routing));
  });

  test('use ATT&CK technique ids, as a list or as one bare string', () => {
    const techniques = rows.map(({ _source }) => _source.f0rtika.techniques);
    for (const value of techniques.flat())
      if (value !== undefined) expect(value).toMatch(/^T1\d{3}(\.\d{3})?$/);
    expect(techniques.some((value) => typeof value === 'string')).toBe(true);
  });

  test('have every named code and one that nobody named', () => {
    const codes = new Set(rows.map(({ _source }) => String(_source.event.ERROR)));
    for (const code of Object.keys(EXIT_CODES)) expect(codes).toContain(code);
    expect(codes.size).toBe(Object.keys(EXIT_CODES).length + 1);
  });

  test('are fewer at weekends', () => {
    const weekend = rows.filter((line) => [0, 6].includes(new Date(time(line)).getUTCDay())).length;
    expect(weekend / rows.length).toBeLessThan(0.2);
  });

  test('improve slowly', () => {
    const half = (late: boolean) =>
      rows.filter((line) => dayOf(line) >= 76 === late && (late || dayOf(line) < 14));
    expect(stoppedShare(half(true)) - stoppedShare(half(false))).toBeGreaterThan(0.04);
  });

  test('regress once, for one organization', () => {
    const [first] = demoOrganizations;
    const executions = rows.filter(
      ({ _source }) => _source.routing.oid === first?.uuid && _source.f0rtika.tactics?.includes('execution'),
    );
    const during = executions.filter((line) => dayOf(line) >= 62 && dayOf(line) <= 73);
    const before = executions.filter((line) => dayOf(line) >= 48 && dayOf(line) < 62);
    expect(stoppedShare(before) - stoppedShare(during)).toBeGreaterThan(0.2);
  });

  test('arrive late now and then', () => {
    let newest = 0;
    const late = lines.filter((line) => {
      newest = Math.max(newest, time(line));
      return newest - time(line) > DAY && line._source.f0rtika.defender_detected !== true;
    });
    expect(late.length / rows.length).toBeGreaterThan(0.003);
    expect(late.length / rows.length).toBeLessThan(0.05);
  });

  test('are detected in place: the row comes again, with the detection', () => {
    expect(lines.length).toBeGreaterThan(rows.length);
    const again = lines.filter(({ _source }) => _source.f0rtika.defender_detected === true);
    expect(again).toHaveLength(lines.length - rows.length);
    for (const { _source } of again) expect(_source.event.ERROR).toBe(101);
  });
});
