import type { Endpoints } from '@achilles/types';
import { type CatalogItem, catalogItem, catalogQuestion, valueCatalog } from './catalog.ts';

export const threatActors = valueCatalog({ field: 'threat_actor', own: 'threatActors', item: catalogItem });

export const availableThreatActors = catalogQuestion<Endpoints['availableThreatActors'], CatalogItem>(
  threatActors,
);
