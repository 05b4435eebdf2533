import type { Endpoints } from '@achilles/types';
import { figuresOf } from '../score/figures.ts';
import { byScore } from '../score/order.ts';
import { breakdown } from './breakdown.ts';

export const defenseScoreByCategory = breakdown<Endpoints['defenseScoreByCategory']>({
  by: 'category',
  order: byScore,
  item: (category, { base }) => ({ category, ...figuresOf(base) }),
});
