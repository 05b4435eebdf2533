import { join } from 'node:path';
import { ENDPOINTS, type EndpointName, FILTERS, parseParameters } from '@achilles/types';
import { describe, expect, test } from 'vitest';
import { type AcceptedRisk, type Aggregate, isPage, type Part } from '../src/plan/plan.ts';
import { printPlan } from '../src/plan/print-plan.ts';
import { EVERY_ORGANIZATION, type Scope } from '../src/plan/scope.ts';
import type { VisibleRows } from '../src/plan/visible-rows.ts';
import { prepareQuestion } from '../src/prepare-question.ts';
import { compileActivity } from '../src/stores/duckdb/compile-activity.ts';
import {
  canFollow,
  compileGroupMark,
  compileGroupMembers,
  compileGroupPage,
} from '../src/stores/duckdb/compile-group-page.ts';
import { compileRowCount, compileRowMark, compileRowPage } from '../src/stores/duckdb/compile-row-page.ts';
import { compileRows } from '../src/stores/duckdb/compile-rows.ts';
import { compileVerdicts } from '../src/stores/duckdb/compile-verdicts.ts';
import type { Statement } from '../src/stores/duckdb/statement.ts';
import { compileSearch, planWork } from '../src/stores/elasticsearch/answer/compile-search.ts';
import type { GroupReader } from '../src/stores/elasticsearch/answer/group-reader.ts';
import { answerRowPage } from '../src/stores/elasticsearch/answer/pages/answer-row-page.ts';
import { resultsTarget } from '../src/stores/elasticsearch/indices/results-target.ts';
import { PLAIN_PATHS } from '../src/stores/elasticsearch/query/compile-predicate.ts';
import { ignoredPaths } from '../src/stores/elasticsearch/query/ignored-paths.ts';

const NOW = Date.parse('2026-04-23T10:37:25.123Z');
const ACCEPTED: AcceptedRisk[] = [{ testName: 'Test', org: 'o1', controlId: null, hostname: 'h1' }];
const ORGANIZATION: Scope = { kind: 'organization', org: 'o1' };
const EVERY_FILTER =
  'org=o1&tests=a,b&techniques=T1,T1059.*&hostnames=h&categories=c&severities=high&threatActors=x&tags=t&errorNames=Unprotected,Odd&errorCodes=101,7&bundleNames=b&result=inconclusive&excludeCyberHygiene=true&from=now-1d&to=now';

function planOf(endpoint: EndpointName, query: string, scope: Scope = EVERY_ORGANIZATION) {
  const declared = { ...FILTERS, ...ENDPOINTS[endpoint].parameters };
  const parameters = parseParameters(declared, new URLSearchParams(query));
  const input = { endpoint, parameters: parameters as never, scope, now: NOW };
  return prepareQuestion(input).plan({ accepted: ACCEPTED, organizations: [] }).plan;
}

function compileAggregate(part: Part, visible: VisibleRows): Statement {
  if (isPage(part)) throw new Error('a page is no aggregate');
  switch (part.kind) {
    case 'verdicts':
      return compileVerdicts(part, visible);
    case 'activity':
      return compileActivity(part, visible);
    case 'rows':
      return compileRows(part, visible);
    default:
      return part satisfies never;
  }
}

/** The statements that answer a page; those after the first name what that one found. */
function compilePage(part: Part, visible: VisibleRows): Readonly<Record<string, Statement>> {
  const { kind } = part;
  if (kind === 'row-page') {
    const { order, rows, size } = part;
    const mark = { sortBytes: new TextEncoder().encode('mark'), time: NOW };
    const list = { visible, rows, order };
    return {
      count: compileRowCount(rows, visible),
      page: compileRowPage(list, { after: null, offset: part.start.offset, size }),
      mark: compileRowMark(7, order, visible),
      'page after the mark': compileRowPage(list, { after: mark, offset: 0, size }),
    };
  }
  if (kind !== 'group-page') throw new Error('an aggregate is no page');
  const { size } = part;
  const mark = { key: 'mark', time: NOW };
  return {
    page: compileGroupPage(part, visible, { after: null, offset: part.start.offset, size }),
    members: compileGroupMembers(part, visible, [mark]),
    ...(canFollow(part.order) && {
      mark: compileGroupMark(7, visible),
      'page after the mark': compileGroupPage(part, visible, { after: mark, offset: 0, size }),
    }),
  };
}

const printStatement = (title: string, { sql, values }: Statement): string =>
  `-- ${title}\n${sql}\n-- ${values.map((value, i) => `$${i + 1} = ${value}`).join(', ')}\n`;

const TARGET = resultsTarget({ pattern: 'achilles-results-*' });

/** The search that answers a plan where it has room for everything. */
function searchOf(plan: ReturnType<typeof planOf>) {
  const work = planWork(plan, TARGET.leftOut);
  const mayBeIgnored = ignoredPaths(Object.values(plan.parts) as Aggregate[], PLAIN_PATHS);
  return compileSearch(work, { paths: PLAIN_PATHS, reading: 'at-once', withRuns: true, mayBeIgnored });
}

/** The searches that answer a page of rows from one index group, as long as none of them finds any. */
async function searchesOf({ scope, parts }: ReturnType<typeof planOf>): Promise<unknown[]> {
  const sent: unknown[] = [];
  const reader: GroupReader = {
    paths: PLAIN_PATHS,
    search: async (body) => {
      sent.push(body);
      return null;
    },
    find: async (body) => {
      sent.push(body);
      return [];
    },
    count: async (query) => {
      sent.push({ count: query });
      return 0;
    },
  };
  for (const part of Object.values(parts))
    if (part.kind === 'row-page') await answerRowPage([reader], { scope, leftOut: TARGET.leftOut }, part);
  return sent;
}

const CASES: [name: string, endpoint: EndpointName, query: string, scope?: Scope][] = [
  ['score', 'defenseScore', 'from=2026-04-01'],
  ['score-per-stage', 'defenseScore', 'from=2026-04-01&scoringMode=per-stage'],
  [
    'score-any-stage-of-one-organization',
    'defenseScore',
    'from=2026-04-01&scoringMode=any-stage',
    ORGANIZATION,
  ],
  ['score-every-filter', 'defenseScore', EVERY_FILTER],
  ['score-trend', 'defenseScoreTrend', 'from=2026-03-20&to=2026-04-05&timezone=Europe/Berlin'],
  ['score-trend-window', 'defenseScoreTrend', 'from=2026-03-20&to=2026-04-05&windowDays=7&interval=week'],
  ['by-test', 'defenseScoreByTest', 'from=2026-04-01&limit=5'],
  ['by-technique', 'defenseScoreByTechnique', 'from=2026-04-01'],
  ['by-category-subcategory', 'defenseScoreByCategorySubcategory', 'from=2026-04-01'],
  ['error-rate', 'errorRate', 'from=2026-04-01'],
  ['error-rate-trend', 'errorRateTrend', 'from=2026-04-01&interval=month'],
  ['host-test-matrix', 'hostTestMatrix', 'from=2026-04-01&limit=65000'],
  ['technique-distribution', 'techniqueDistribution', 'from=2026-04-01'],
  ['threat-actor-coverage', 'threatActorCoverage', 'from=2026-04-01'],
  ['results-by-error-type', 'resultsByErrorType', 'from=2026-04-01'],
  ['unique-hostnames', 'uniqueHostnames', 'from=2026-04-01'],
  ['canonical-test-count', 'canonicalTestCount', 'days=30'],
  ['facets', 'facets', ''],
  ['facets-of-filters', 'facets', 'tests=a&errorCodes=7&limit=10', ORGANIZATION],
];

const PAGES: [name: string, endpoint: EndpointName, query: string, scope?: Scope][] = [
  ['executions', 'executions', 'from=2026-04-01&limit=5', ORGANIZATION],
  ['page-by-severity', 'paginatedExecutions', 'from=2026-04-01&sortField=severity&page=3'],
  ['page-every-filter', 'paginatedExecutions', `${EVERY_FILTER}&sortField=hostname&sortOrder=asc`],
  ['groups', 'paginatedExecutions', 'from=2026-04-01&grouped=true', ORGANIZATION],
  ['groups-by-severity', 'paginatedExecutions', 'from=2026-04-01&grouped=true&sortField=severity&page=2'],
  [
    'groups-by-protected-count',
    'paginatedExecutions',
    'from=2026-04-01&grouped=true&sortField=protectedCount&sortOrder=asc',
  ],
  ['page-archived', 'paginatedExecutions', 'from=2026-04-01&include=archived', ORGANIZATION],
  ['groups-archived', 'paginatedExecutions', 'from=2026-04-01&include=archived&grouped=true'],
];

describe('the SQL of a page', () => {
  test.each(PAGES)('%s', async (name, endpoint, query, scope) => {
    const plan = planOf(endpoint, query, scope);
    const text = Object.values(plan.parts).flatMap((part) =>
      Object.entries(compilePage(part, plan)).map(([title, statement]) => printStatement(title, statement)),
    );
    await expect(text.join('\n')).toMatchFileSnapshot(join(import.meta.dirname, `golden/${name}.golden.sql`));
  });
});

describe('the searches of a page', () => {
  const isFirst = (query: string) => !/grouped|page=|archived/.test(query);
  const firstPages = PAGES.filter(([, , query]) => isFirst(query));
  test.each(firstPages)('%s', async (name, endpoint, query, scope) => {
    const searches = `${JSON.stringify(await searchesOf(planOf(endpoint, query, scope)), null, 1)}\n`;
    await expect(searches).toMatchFileSnapshot(join(import.meta.dirname, `golden/${name}.golden.json`));
  });
});

describe('the SQL and the search of a plan', () => {
  test.each(CASES)('%s', async (name, endpoint, query, scope) => {
    const plan = planOf(endpoint, query, scope);
    const text = Object.entries(plan.parts).map(([part, aggregate]) =>
      printStatement(part, compileAggregate(aggregate, plan)),
    );
    await expect(text.join('\n')).toMatchFileSnapshot(join(import.meta.dirname, `golden/${name}.golden.sql`));
    const search = `${JSON.stringify(searchOf(planOf(endpoint, query, scope)), null, 1)}\n`;
    await expect(search).toMatchFileSnapshot(join(import.meta.dirname, `golden/${name}.golden.json`));
  });

  test('holds no value of a request', () => {
    const canary = "ca'nary$1--";
    const lists = ['tests', 'techniques', 'hostnames', 'categories', 'severities', 'threatActors', 'tags'];
    const names = [...lists, 'errorNames', 'bundleNames', 'org'];
    const query = new URLSearchParams(names.map((name): [string, string] => [name, canary]));
    for (const aggregate of Object.values(planOf('defenseScoreByTest', query.toString()).parts)) {
      const { sql, values } = compileAggregate(aggregate, { scope: EVERY_ORGANIZATION });
      expect(sql).not.toContain('nary');
      expect(values.filter((value) => value === canary).length).toBeGreaterThanOrEqual(names.length);
    }
    for (const grouped of ['true', 'false']) {
      query.set('grouped', grouped);
      for (const part of Object.values(planOf('paginatedExecutions', query.toString()).parts))
        for (const { sql } of Object.values(compilePage(part, { scope: EVERY_ORGANIZATION })))
          expect(sql).not.toContain('nary');
    }
  });
});

describe('a plan', () => {
  test('prints to the same bytes whenever the question is the same', () => {
    for (const [, endpoint, query, scope] of CASES) {
      expect(printPlan(planOf(endpoint, query, scope))).toBe(printPlan(planOf(endpoint, query, scope)));
    }
    expect(printPlan(planOf('defenseScore', 'tags=a&org=o&from=2026'))).toBe(
      printPlan(planOf('defenseScore', 'from=2026&org=o&tags=a')),
    );
  });

  test('is another one when the question or its scope is', () => {
    const prints = CASES.map(([, endpoint, query, scope]) => printPlan(planOf(endpoint, query, scope)));
    expect(new Set(prints).size).toBe(CASES.length);
    expect(printPlan(planOf('defenseScore', 'from=2026', ORGANIZATION))).not.toBe(
      printPlan(planOf('defenseScore', 'from=2026')),
    );
  });

  test('is frozen at every depth', () => {
    const frozen = (value: unknown): boolean =>
      typeof value !== 'object' ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every(frozen));
    for (const [, endpoint, query, scope] of CASES) expect(frozen(planOf(endpoint, query, scope))).toBe(true);
  });
});
