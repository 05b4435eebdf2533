import { availableBundleNames } from './available-bundle-names.ts';
import { availableCategories } from './available-categories.ts';
import { availableErrorCodes } from './available-error-codes.ts';
import { availableErrorNames } from './available-error-names.ts';
import { availableHostnames } from './available-hostnames.ts';
import { availableSeverities } from './available-severities.ts';
import { availableTags } from './available-tags.ts';
import { availableTechniques } from './available-techniques.ts';
import { availableTests } from './available-tests.ts';
import { availableThreatActors } from './available-threat-actors.ts';
import { canonicalTestCount } from './canonical-test-count.ts';
import { defenseScore } from './defense-score.ts';
import { defenseScoreByCategory } from './defense-score-by-category.ts';
import { defenseScoreByCategorySubcategory } from './defense-score-by-category-subcategory.ts';
import { defenseScoreByHostname } from './defense-score-by-hostname.ts';
import { defenseScoreByOrg } from './defense-score-by-org.ts';
import { defenseScoreBySeverity } from './defense-score-by-severity.ts';
import { defenseScoreByTechnique } from './defense-score-by-technique.ts';
import { defenseScoreByTest } from './defense-score-by-test.ts';
import { defenseScoreTrend } from './defense-score-trend.ts';
import type { Endpoint } from './endpoint.ts';
import { errorRate } from './error-rate.ts';
import { errorRateTrend } from './error-rate-trend.ts';
import { executedTestUuids } from './executed-test-uuids.ts';
import { executions } from './executions.ts';
import { facets } from './facets.ts';
import { hostTestMatrix } from './host-test-matrix.ts';
import { navigatorLayer } from './navigator-layer.ts';
import { organizations } from './organizations.ts';
import { paginatedExecutions } from './paginated-executions.ts';
import { resultsByErrorType } from './results-by-error-type.ts';
import { techniqueDistribution } from './technique-distribution.ts';
import { testCoverage } from './test-coverage.ts';
import { threatActorCoverage } from './threat-actor-coverage.ts';
import { uniqueHostnames } from './unique-hostnames.ts';
import { uniqueTests } from './unique-tests.ts';

/** Every read endpoint. An entry here needs a question of the same name in query-core. */
export const ENDPOINTS = {
  defenseScore,
  defenseScoreTrend,
  defenseScoreByTest,
  defenseScoreByTechnique,
  defenseScoreByOrg,
  defenseScoreBySeverity,
  defenseScoreByCategory,
  defenseScoreByCategorySubcategory,
  defenseScoreByHostname,
  errorRate,
  errorRateTrend,
  executions,
  paginatedExecutions,
  hostTestMatrix,
  techniqueDistribution,
  navigatorLayer,
  testCoverage,
  threatActorCoverage,
  resultsByErrorType,
  uniqueHostnames,
  uniqueTests,
  canonicalTestCount,
  organizations,
  availableTests,
  availableTechniques,
  availableHostnames,
  availableCategories,
  availableSeverities,
  availableThreatActors,
  availableTags,
  availableErrorNames,
  availableErrorCodes,
  availableBundleNames,
  executedTestUuids,
  facets,
} as const satisfies Record<string, Endpoint>;

/** The declarations by name. */
export type Endpoints = typeof ENDPOINTS;
/** The name of a declared endpoint. */
export type EndpointName = keyof Endpoints;
