import { describe, expect, it } from 'vitest';
import { countedRows } from '../testing/oracle/counted-rows.ts';
import { oracleAnswer } from '../testing/oracle/oracle.ts';
import { randomWorld } from '../testing/worlds/random-world.ts';
import type { World } from '../testing/worlds/world.ts';

const MODES = ['all-stages', 'any-stage', 'per-stage'];
const seeds = Array.from({ length: 25 }, (_, seed) => seed + 300);

function ask(world: World, path: string, query: Record<string, string>): unknown {
  const answer = oracleAnswer(world, path, new URLSearchParams({ from: '2019', ...query }));
  if (answer.status !== 200) throw new Error(`refused: ${answer.parameter}`);
  return answer.body;
}

function sum(items: unknown, name: string): number {
  if (!Array.isArray(items)) throw new Error('no list');
  return items.reduce((total: number, item) => total + Number(item[name]), 0);
}

function totalOf(score: unknown): number {
  return Number((score as Record<string, unknown>).totalExecutions);
}

interface PageBody {
  readonly data?: readonly { readonly id: string }[];
  readonly groups?: readonly Group[];
  readonly pagination: Readonly<Record<string, number>>;
}
interface Group {
  readonly totalCount: number;
  readonly members: readonly { readonly id: string }[];
}

/** All pages of a list, by number. */
function pagesOf(world: World, query: Record<string, string>): PageBody[] {
  const pages: PageBody[] = [];
  for (let page = 1; ; page++) {
    const body = ask(world, 'executions/paginated', { ...query, page: String(page) }) as PageBody;
    pages.push(body);
    if (!body.pagination.hasNext) return pages;
  }
}

describe.each(seeds)('what must add up in world %i', (seed) => {
  const world = randomWorld(seed);
  // A run has one org and one host, so leaving rows out by either keeps every run whole.
  const complete = (field: 'org' | 'hostname'): World => {
    const known = new Set(
      countedRows(world)
        .filter((row) => row[field] !== null)
        .map(({ index, id }) => `${index}/${id}`),
    );
    return { ...world, documents: world.documents.filter(({ index, id }) => known.has(`${index}/${id}`)) };
  };

  it.each(MODES)('verdicts, trends, organizations and hosts in %s', (scoringMode) => {
    const score = ask(world, 'defense-score', { scoringMode }) as Record<string, number>;
    const parts = ['protectedCount', 'detectedCount', 'unprotectedCount'];
    expect(parts.reduce((total, part) => total + Number(score[part]), 0)).toBe(score.totalExecutions);
    const trend = ask(world, 'defense-score/trend', {
      scoringMode,
      interval: 'week',
      timezone: 'America/Havana',
    });
    expect(sum(trend, 'total')).toBe(score.totalExecutions);
    expect(sum(trend, 'riskAccepted')).toBe(score.riskAcceptedCount);
    for (const [field, path] of [
      ['org', 'by-org'],
      ['hostname', 'by-hostname'],
    ] as const) {
      const part = complete(field);
      const units = totalOf(ask(part, 'defense-score', { scoringMode }));
      expect(sum(ask(part, `defense-score/${path}`, { scoringMode }), 'count'), path).toBe(units);
    }
  });

  it('tests in per-stage mode; in run modes they add up to at least the total', () => {
    for (const scoringMode of MODES) {
      const units = totalOf(ask(world, 'defense-score', { scoringMode }));
      const counted = sum(ask(world, 'defense-score/by-test', { scoringMode }), 'count');
      if (scoringMode === 'per-stage') expect(counted).toBe(units);
      else expect(counted).toBeGreaterThanOrEqual(units);
    }
  });

  it('the error rate by month adds up', () => {
    const total = ask(world, 'error-rate', {}) as Record<string, number>;
    const trend = ask(world, 'error-rate/trend', { interval: 'month', timezone: 'Asia/Kathmandu' });
    expect(sum(trend, 'errorCount')).toBe(total.errorCount);
    expect(sum(trend, 'total')).toBe(total.totalTestActivity);
  });

  it.each(['asc', 'desc'])('flat and grouped pages show the same rows, each once, %s', (sortOrder) => {
    const query = { sortField: 'severity', sortOrder, pageSize: '97' };
    const flat = pagesOf(world, query);
    const grouped = pagesOf(world, { ...query, grouped: 'true' });
    const rows = flat.flatMap(({ data }) => data ?? []).map(({ id }) => id);
    const groups = grouped.flatMap((page) => page.groups ?? []);
    const members = groups.flatMap((group) => group.members).map(({ id }) => id);
    expect(new Set(rows).size).toBe(countedRows(world).length);
    expect(rows.toSorted()).toEqual(members.toSorted());
    const totals = [
      ...flat.map(({ pagination }) => pagination.totalItems),
      ...grouped.map(({ pagination }) => pagination.totalDocuments),
      sum(groups, 'totalCount'),
    ];
    expect(new Set(totals)).toEqual(new Set([rows.length]));
    expect(new Set(grouped.map(({ pagination }) => pagination.totalGroups))).toEqual(
      new Set([groups.length]),
    );
    expect(oracleAnswer(world, 'executions', new URLSearchParams('from=2019'))).toMatchObject({
      totalCount: rows.length,
    });
  });
});
