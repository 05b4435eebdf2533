import type { Endpoints } from '@achilles/types';
import { type CatalogItem, catalogItem, catalogQuestion, valueCatalog } from './catalog.ts';

export const tags = valueCatalog({ field: 'tags', own: 'tags', item: catalogItem });

export const availableTags = catalogQuestion<Endpoints['availableTags'], CatalogItem>(tags);
