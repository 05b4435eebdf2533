import type { Endpoints } from '@achilles/types';
import { figuresOf } from '../score/figures.ts';
import { byScore } from '../score/order.ts';
import { breakdown } from './breakdown.ts';

export const defenseScoreByTest = breakdown<Endpoints['defenseScoreByTest']>({
  by: 'test_name',
  order: byScore,
  describeTests: true,
  item: (name, { base, test }) => ({
    name,
    test_uuid: test?.testUuid,
    test_name: name,
    severity: test?.severity,
    category: test?.category,
    testUuids: test?.testUuids,
    ...figuresOf(base),
  }),
});
