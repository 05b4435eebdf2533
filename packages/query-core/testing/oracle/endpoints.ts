import { answerByCategory } from './answer-by-category.ts';
import { answerByCategorySubcategory } from './answer-by-category-subcategory.ts';
import { answerByHostname } from './answer-by-hostname.ts';
import { answerByOrg } from './answer-by-org.ts';
import { answerBySeverity } from './answer-by-severity.ts';
import { answerByTechnique } from './answer-by-technique.ts';
import { answerByTest } from './answer-by-test.ts';
import { answerCanonicalTestCount } from './answer-canonical-test-count.ts';
import {
  answerCatalog,
  answerExecutedTestUuids,
  answerFacets,
  answerOrganizations,
} from './answer-catalogs.ts';
import { answerDefenseScore } from './answer-defense-score.ts';
import { answerDefenseScoreTrend } from './answer-defense-score-trend.ts';
import { answerErrorRate } from './answer-error-rate.ts';
import { answerErrorRateTrend } from './answer-error-rate-trend.ts';
import { answerExecutions } from './answer-executions.ts';
import { answerExecutionsPaginated } from './answer-executions-paginated.ts';
import { answerHostTestMatrix } from './answer-host-test-matrix.ts';
import { answerNavigatorLayer } from './answer-navigator-layer.ts';
import { answerResultsByErrorType } from './answer-results-by-error-type.ts';
import { answerTechniqueDistribution } from './answer-technique-distribution.ts';
import { answerTestCoverage } from './answer-test-coverage.ts';
import { answerThreatActorCoverage } from './answer-threat-actor-coverage.ts';
import { answerUniqueHostnames, answerUniqueTests } from './answer-unique.ts';
import type { OracleEndpoint } from './question.ts';

const LIST = ['limit'];
const TREND = ['interval', 'windowDays'];
const PAGE = ['page', 'pageSize', 'sortField', 'sortOrder', 'grouped', 'include', 'cursor'];

/** Every endpoint the oracle answers, by its path under `/api/analytics/` (CONTRACT section 4). */
export const endpoints = {
  'defense-score': { parameters: [], answer: answerDefenseScore },
  'defense-score/trend': { parameters: TREND, answer: answerDefenseScoreTrend },
  'defense-score/by-test': { parameters: LIST, answer: answerByTest },
  'defense-score/by-technique': { parameters: LIST, answer: answerByTechnique },
  'defense-score/by-org': { parameters: LIST, answer: answerByOrg },
  'defense-score/by-severity': { parameters: LIST, answer: answerBySeverity },
  'defense-score/by-category': { parameters: LIST, answer: answerByCategory },
  'defense-score/by-category-subcategory': { parameters: LIST, answer: answerByCategorySubcategory },
  'defense-score/by-hostname': { parameters: LIST, answer: answerByHostname },
  'error-rate': { parameters: [], answer: answerErrorRate },
  'error-rate/trend': { parameters: TREND, answer: answerErrorRateTrend },
  executions: { parameters: ['limit', 'include'], answer: answerExecutions },
  'executions/paginated': { parameters: PAGE, answer: answerExecutionsPaginated },
  'host-test-matrix': { parameters: LIST, answer: answerHostTestMatrix },
  'technique-distribution': { parameters: LIST, answer: answerTechniqueDistribution },
  'technique-distribution/navigator-layer': { parameters: [], answer: answerNavigatorLayer },
  'test-coverage': { parameters: LIST, answer: answerTestCoverage },
  'threat-actor-coverage': { parameters: LIST, answer: answerThreatActorCoverage },
  'results-by-error-type': { parameters: LIST, answer: answerResultsByErrorType },
  'unique-hostnames': { parameters: [], answer: answerUniqueHostnames },
  'unique-tests': { parameters: [], answer: answerUniqueTests },
  'canonical-test-count': { parameters: ['days', 'limit'], answer: answerCanonicalTestCount },
  organizations: { parameters: LIST, answer: answerOrganizations },
  'available-tests': { parameters: LIST, answer: answerCatalog('tests') },
  'available-techniques': { parameters: LIST, answer: answerCatalog('techniques') },
  'available-hostnames': { parameters: LIST, answer: answerCatalog('hostnames') },
  'available-categories': { parameters: LIST, answer: answerCatalog('categories') },
  'available-severities': { parameters: LIST, answer: answerCatalog('severities') },
  'available-threat-actors': { parameters: LIST, answer: answerCatalog('threatActors') },
  'available-tags': { parameters: LIST, answer: answerCatalog('tags') },
  'available-error-names': { parameters: LIST, answer: answerCatalog('errorNames') },
  'available-error-codes': { parameters: LIST, answer: answerCatalog('errorCodes') },
  'available-bundle-names': { parameters: LIST, answer: answerCatalog('bundleNames') },
  'executed-test-uuids': { parameters: LIST, answer: answerExecutedTestUuids },
  facets: { parameters: LIST, answer: answerFacets },
} satisfies Record<string, OracleEndpoint>;

/** A path the oracle answers. */
export type OraclePath = keyof typeof endpoints;
