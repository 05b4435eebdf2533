import type { Endpoints } from '@achilles/types';
import { type CatalogItem, catalogItem, catalogQuestion, valueCatalog } from './catalog.ts';

export const categories = valueCatalog({ field: 'category', own: 'categories', item: catalogItem });

export const availableCategories = catalogQuestion<Endpoints['availableCategories'], CatalogItem>(categories);
