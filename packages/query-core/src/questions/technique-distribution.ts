import type { Endpoints } from '@achilles/types';
import { coverageList } from './coverage-list.ts';

export const techniqueDistribution = coverageList<Endpoints['techniqueDistribution']>({
  by: 'techniques',
  item: (technique, figures) => ({ technique, ...figures }),
});
