import type { Endpoints } from '@achilles/types';
import { figuresOf } from '../score/figures.ts';
import { bySeverity } from '../score/order.ts';
import { breakdown } from './breakdown.ts';

export const defenseScoreBySeverity = breakdown<Endpoints['defenseScoreBySeverity']>({
  by: 'severity',
  order: bySeverity,
  item: (severity, { base }) => ({ severity, ...figuresOf(base) }),
});
