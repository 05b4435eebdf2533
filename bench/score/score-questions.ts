import { ENDPOINTS, type EndpointName, SCORING_MODES, type ScoringMode } from '@achilles/types';

/** One question that is measured. */
export interface ScoreQuestion {
  readonly endpoint: ScoreEndpoint;
  /** How runs are judged; null where rows are counted, whatever the mode. */
  readonly mode: ScoringMode | null;
  /** Its parameters besides window and mode. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The endpoints that are measured: those that count units or errors. */
const MEASURED = [
  'defenseScore',
  'defenseScoreTrend',
  'defenseScoreByTest',
  'defenseScoreByTechnique',
  'defenseScoreByOrg',
  'defenseScoreBySeverity',
  'defenseScoreByCategory',
  'defenseScoreByCategorySubcategory',
  'defenseScoreByHostname',
  'errorRate',
  'errorRateTrend',
] as const satisfies readonly EndpointName[];

/** An endpoint that is measured. */
export type ScoreEndpoint = (typeof MEASURED)[number];

/** Every host, so that a search by hand may answer exactly: counts are approximate where a list is cut. */
const PARAMETERS: { readonly [N in ScoreEndpoint]?: Readonly<Record<string, string>> } = {
  defenseScoreByHostname: { limit: '10000' },
};

function modesOf(endpoint: ScoreEndpoint): readonly (ScoringMode | null)[] {
  if (endpoint === 'errorRate' || endpoint === 'errorRateTrend') return [null];
  // Judging by the best stage costs what judging by the worst one does: once is enough.
  return endpoint === 'defenseScore' ? SCORING_MODES : ['per-stage', 'all-stages'];
}

/** Every measured endpoint in each scoring mode that is worth measuring; the cheap mode first. */
export const scoreQuestions = (): ScoreQuestion[] =>
  MEASURED.flatMap((endpoint) =>
    modesOf(endpoint).map((mode) => ({ endpoint, mode, parameters: PARAMETERS[endpoint] ?? {} })),
  );

/** A question in words, such as `defense-score/trend`. */
export const pathOf = ({ endpoint }: ScoreQuestion): string => ENDPOINTS[endpoint].path;
