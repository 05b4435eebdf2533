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
import { executions } from './executions.ts';
import { paginatedExecutions } from './paginated-executions.ts';

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
} as const satisfies Record<string, Endpoint>;

/** The declarations by name. */
export type Endpoints = typeof ENDPOINTS;
/** The name of a declared endpoint. */
export type EndpointName = keyof Endpoints;
