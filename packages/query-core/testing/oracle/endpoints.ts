import { answerByCategory } from './answer-by-category.ts';
import { answerByCategorySubcategory } from './answer-by-category-subcategory.ts';
import { answerByHostname } from './answer-by-hostname.ts';
import { answerByOrg } from './answer-by-org.ts';
import { answerBySeverity } from './answer-by-severity.ts';
import { answerByTechnique } from './answer-by-technique.ts';
import { answerByTest } from './answer-by-test.ts';
import { answerDefenseScore } from './answer-defense-score.ts';
import { answerDefenseScoreTrend } from './answer-defense-score-trend.ts';
import { answerErrorRate } from './answer-error-rate.ts';
import { answerErrorRateTrend } from './answer-error-rate-trend.ts';
import { answerExecutions } from './answer-executions.ts';
import { answerExecutionsPaginated } from './answer-executions-paginated.ts';
import type { OracleEndpoint } from './question.ts';

const LIST = ['limit'];
const TREND = ['interval', 'windowDays'];
const PAGE = ['page', 'pageSize', 'sortField', 'sortOrder', 'grouped', 'cursor'];

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
  executions: { parameters: LIST, answer: answerExecutions },
  'executions/paginated': { parameters: PAGE, answer: answerExecutionsPaginated },
} satisfies Record<string, OracleEndpoint>;

/** A path the oracle answers. */
export type OraclePath = keyof typeof endpoints;
