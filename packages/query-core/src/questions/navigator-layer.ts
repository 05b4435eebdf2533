import { type Endpoints, formatWindow, type ResponseOf } from '@achilles/types';
import type { RowBucket } from '../plan/plan.ts';
import { scoreOf, unitsOf } from '../score/figures.ts';
import { byKeys } from '../score/row-order.ts';
import { coverageOf } from './coverage.ts';
import { question } from './question.ts';
import { rowAggregate } from './row-aggregate.ts';

const NOTHING_STOPPED = '#e0685c';
const HALF_STOPPED = '#f4d35e';
const ALL_STOPPED = '#6cb86f';

/** What every layer says; the versions are those of the file format (ATT&CK Navigator Layer File Format, 4.5). */
const LAYER: Omit<ResponseOf<Endpoints['navigatorLayer']>, 'techniques' | 'metadata'> = {
  name: 'Achilles: defense by technique',
  versions: { navigator: '4.9.0', layer: '4.5' },
  domain: 'enterprise-attack',
  description:
    'Score: the share of conclusive results that were protected or detected, in percent. Techniques without a conclusive result have no score.',
  sorting: 0,
  layout: { layout: 'side', showID: true, showName: true, expandedSubtechniques: 'annotated' },
  hideDisabled: false,
  gradient: { colors: [NOTHING_STOPPED, HALF_STOPPED, ALL_STOPPED], minValue: 0, maxValue: 100 },
  legendItems: [
    { label: 'Nothing was stopped', color: NOTHING_STOPPED },
    { label: 'Everything was stopped', color: ALL_STOPPED },
  ],
};

/** The ids of techniques and sub-techniques that the format takes. */
const TECHNIQUE_ID = /^T\d{4}(\.\d{3})?$/;

const idOf = ({ keys }: RowBucket): string => String(keys[0]);

function techniqueOf(bucket: RowBucket) {
  const { protected: stopped, detected, unprotected, inconclusive, count } = coverageOf(bucket);
  const { verdicts } = bucket;
  const isScored = verdicts !== null && unitsOf(verdicts) > 0;
  return {
    techniqueID: idOf(bucket),
    ...(isScored && { score: scoreOf(verdicts) }),
    comment: `Results: ${count} (${stopped} protected, ${detected} detected, ${unprotected} unprotected, ${inconclusive} inconclusive)`,
    enabled: true,
  };
}

export const navigatorLayer = question<Endpoints['navigatorLayer']>()({
  scored: false,
  plan: (request) => ({
    techniques: rowAggregate(request, { by: [{ kind: 'field', field: 'techniques' }], verdicts: true }),
  }),
  answer: ({ techniques }, { window }) => {
    const inOrder = techniques.buckets.toSorted(byKeys);
    const others = inOrder.map(idOf).filter((id) => !TECHNIQUE_ID.test(id));
    return {
      body: {
        ...LAYER,
        techniques: inOrder.filter((bucket) => TECHNIQUE_ID.test(idOf(bucket))).map(techniqueOf),
        metadata: [
          { name: 'Window', value: formatWindow(window) },
          ...(others.length === 0
            ? []
            : [{ name: 'Left out, being no ATT&CK ids', value: JSON.stringify(others) }]),
        ],
      },
    };
  },
});
