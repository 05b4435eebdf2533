import type { EndpointName, Endpoints } from '@achilles/types';
import type { Plan } from '../plan/plan.ts';
import { defenseScore } from './defense-score.ts';
import { defenseScoreByCategory } from './defense-score-by-category.ts';
import { defenseScoreByCategorySubcategory } from './defense-score-by-category-subcategory.ts';
import { defenseScoreByHostname } from './defense-score-by-hostname.ts';
import { defenseScoreByOrg } from './defense-score-by-org.ts';
import { defenseScoreBySeverity } from './defense-score-by-severity.ts';
import { defenseScoreByTechnique } from './defense-score-by-technique.ts';
import { defenseScoreByTest } from './defense-score-by-test.ts';
import { defenseScoreTrend } from './defense-score-trend.ts';
import { errorRate } from './error-rate.ts';
import { errorRateTrend } from './error-rate-trend.ts';
import { executions } from './executions.ts';
import { paginatedExecutions } from './paginated-executions.ts';
import type { Question } from './question.ts';

/** The question behind each endpoint. */
export const QUESTIONS = {
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
} as const satisfies {
  [N in EndpointName]: Question<Endpoints[N], never> | Question<Endpoints[N], Plan['parts']>;
};
