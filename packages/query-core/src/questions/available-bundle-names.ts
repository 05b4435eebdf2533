import type { Endpoints } from '@achilles/types';
import { type CatalogItem, catalogItem, catalogQuestion, valueCatalog } from './catalog.ts';

export const bundleNames = valueCatalog({ field: 'bundle_name', own: 'bundleNames', item: catalogItem });

export const availableBundleNames = catalogQuestion<Endpoints['availableBundleNames'], CatalogItem>(
  bundleNames,
);
