import type { Endpoints } from '@achilles/types';
import { catalogQuestion, valueCatalog } from './catalog.ts';

export const tests = valueCatalog({ field: 'test_name', own: 'tests', item: (name) => name });

export const availableTests = catalogQuestion<Endpoints['availableTests'], string>(tests);
