import type { Endpoints } from '@achilles/types';
import { figuresOf, unitsOf } from '../score/figures.ts';
import { byCount } from '../score/order.ts';
import { breakdown } from './breakdown.ts';

export const defenseScoreByHostname = breakdown<Endpoints['defenseScoreByHostname']>({
  by: 'hostname',
  order: byCount,
  item: (hostname, { base }) => ({ hostname, total: unitsOf(base), ...figuresOf(base) }),
});
