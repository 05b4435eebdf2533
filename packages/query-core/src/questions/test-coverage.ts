import type { Endpoints } from '@achilles/types';
import { coverageList } from './coverage-list.ts';

export const testCoverage = coverageList<Endpoints['testCoverage']>({
  by: 'test_name',
  item: (name, figures) => ({ name, ...figures }),
});
