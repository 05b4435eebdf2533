import type { Endpoints } from '@achilles/types';
import { figuresOf } from '../score/figures.ts';
import { byScore } from '../score/order.ts';
import { breakdown } from './breakdown.ts';

export const defenseScoreByTechnique = breakdown<Endpoints['defenseScoreByTechnique']>({
  by: 'techniques',
  order: byScore,
  item: (name, { base }) => ({ name, ...figuresOf(base) }),
});
