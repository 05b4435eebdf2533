import type { Endpoints } from '@achilles/types';
import { type CatalogItem, catalogItem, catalogQuestion, valueCatalog } from './catalog.ts';

export const hostnames = valueCatalog({ field: 'hostname', own: 'hostnames', item: catalogItem });

export const availableHostnames = catalogQuestion<Endpoints['availableHostnames'], CatalogItem>(hostnames);
