import type { Endpoints, ResponseOf } from '@achilles/types';
import { described, type Figures, withinCategory } from './figures.ts';
import type { ScoreEndpoint } from './score-questions.ts';

type Reader<N extends ScoreEndpoint> = (answer: ResponseOf<Endpoints[N]>) => Figures;

interface Item {
  readonly protected: number;
  readonly detected: number;
  readonly unprotected: number;
}

const verdicts = (item: Item) => [item.protected, item.detected, item.unprotected];
const byKey =
  <T extends Item>(keyOf: (item: T) => string) =>
  (items: readonly T[]): Figures =>
    new Map(items.map((item) => [keyOf(item), verdicts(item)]));

const READERS: { readonly [N in ScoreEndpoint]: Reader<N> } = {
  defenseScore: ({ protectedCount, detectedCount, unprotectedCount }) =>
    new Map([['', [protectedCount, detectedCount, unprotectedCount]]]),
  defenseScoreTrend: byKey(({ timestamp }) => String(Date.parse(timestamp))),
  defenseScoreByTest: (items) =>
    new Map(
      items.flatMap((item): [string, (string | number | null)[]][] => [
        [item.name, verdicts(item)],
        [described(item.name), [item.test_uuid, item.severity, item.category, item.testUuids]],
      ]),
    ),
  defenseScoreByTechnique: byKey(({ name }) => name),
  defenseScoreByOrg: byKey(({ org }) => org),
  defenseScoreBySeverity: byKey(({ severity }) => severity),
  defenseScoreByCategory: byKey(({ category }) => category),
  defenseScoreByCategorySubcategory: (items) =>
    new Map(
      items.flatMap(({ category, subcategories, ...item }): [string, number[]][] => [
        [category, verdicts(item)],
        ...subcategories.map((inner): [string, number[]] => [
          withinCategory(category, inner.subcategory),
          verdicts(inner),
        ]),
      ]),
    ),
  defenseScoreByHostname: byKey(({ hostname }) => hostname),
  errorRate: ({ errorCount, conclusiveCount }) => new Map([['', [errorCount, conclusiveCount]]]),
  errorRateTrend: (points) =>
    new Map(
      points.map(({ timestamp, errorCount, conclusiveCount }) => [
        String(Date.parse(timestamp)),
        [errorCount, conclusiveCount],
      ]),
    ),
};

/** What an answer of the product comes to. */
export const figuresOfAnswer = (endpoint: ScoreEndpoint, answer: unknown): Figures =>
  (READERS[endpoint] as (answer: unknown) => Figures)(answer);
