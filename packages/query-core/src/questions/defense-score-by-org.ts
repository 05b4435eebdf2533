import { type Endpoints, shortNameOf } from '@achilles/types';
import { figuresOf } from '../score/figures.ts';
import { byScore } from '../score/order.ts';
import { breakdown } from './breakdown.ts';

export const defenseScoreByOrg = breakdown<Endpoints['defenseScoreByOrg']>({
  by: 'org',
  order: byScore,
  item: (org, { base }, { organizations }) => ({
    org,
    orgName: shortNameOf(org, organizations),
    ...figuresOf(base),
  }),
});
