import type { Endpoints } from '@achilles/types';
import { catalogQuestion, valueCatalog } from './catalog.ts';

export const techniques = valueCatalog({ field: 'techniques', own: 'techniques', item: (id) => id });

export const availableTechniques = catalogQuestion<Endpoints['availableTechniques'], string>(techniques);
