import type { EndpointName } from '@achilles/types';
import { withinCategory } from './figures.ts';

/** Aggregations in Elasticsearch's DSL. */
export type Aggs = Readonly<Record<string, object>>;

/** How one endpoint is asked by hand. */
export interface PlainScore {
  /** Its buckets, if it has any, each with what is to be counted in it. */
  aggs(counted: Aggs): Aggs;
  /** Whether it also tells of each test which row is the newest. */
  readonly describes?: boolean;
  /** The fields beside a run's own that a walk through the runs has to tell apart. */
  readonly fields: readonly string[];
  /** Which keys a run counts under, from those fields' values and its time. */
  keysOf(values: readonly (string | null)[], time: number): readonly string[];
}

export const TIME = 'routing.event_time';
export const DAY_MS = 86_400_000;
/** More than any field has values. */
const EVERY = 10_000;

const PROTECTED = { term: { 'f0rtika.is_protected': true } };
const DETECTED = { term: { 'f0rtika.defender_detected': true } };
export const VERDICTS: Aggs = {
  protected: { filter: PROTECTED },
  detected: { filter: { bool: { filter: [DETECTED], must_not: [PROTECTED] } } },
};

/** The newest row of a test, and how many uuids its name has. */
export const NEWEST: Aggs = {
  uuids: { cardinality: { field: 'f0rtika.test_uuid', precision_threshold: 1_000 } },
  newest: {
    top_hits: {
      size: 1,
      sort: [{ [TIME]: 'desc' }, { 'f0rtika.test_uuid': 'asc' }],
      _source: ['f0rtika.test_uuid', 'f0rtika.severity', 'f0rtika.category'],
    },
  },
};

const breakdown = (field: string): PlainScore => ({
  aggs: (counted) => ({ values: { terms: { field, size: EVERY }, aggs: counted } }),
  fields: [field],
  keysOf: ([value]) => [String(value)],
});

/** Every endpoint that answers a score, as one would ask it without this product. */
export const PLAIN_SCORES = {
  defenseScore: { aggs: (counted) => counted, fields: [], keysOf: () => [''] },
  defenseScoreTrend: {
    aggs: (counted) => ({
      values: { date_histogram: { field: TIME, calendar_interval: 'day' }, aggs: counted },
    }),
    fields: [],
    keysOf: (_, time) => [String(Math.floor(time / DAY_MS) * DAY_MS)],
  },
  defenseScoreByTest: { ...breakdown('f0rtika.test_name'), describes: true },
  defenseScoreByTechnique: breakdown('f0rtika.techniques'),
  defenseScoreByOrg: breakdown('routing.oid'),
  defenseScoreBySeverity: breakdown('f0rtika.severity'),
  defenseScoreByCategory: breakdown('f0rtika.category'),
  defenseScoreByCategorySubcategory: {
    aggs: (counted) => {
      const inner = { terms: { field: 'f0rtika.subcategory', size: EVERY }, aggs: counted };
      return { values: { terms: { field: 'f0rtika.category', size: EVERY }, aggs: { ...counted, inner } } };
    },
    fields: ['f0rtika.category', 'f0rtika.subcategory'],
    keysOf: ([category, subcategory]) =>
      subcategory === null || subcategory === undefined
        ? [String(category)]
        : [String(category), withinCategory(String(category), subcategory)],
  },
  defenseScoreByHostname: breakdown('routing.hostname'),
} as const satisfies Partial<Record<EndpointName, PlainScore>>;

export type ScoreEndpoint = keyof typeof PLAIN_SCORES;
