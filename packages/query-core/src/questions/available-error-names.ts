import type { Endpoints } from '@achilles/types';
import { type Catalog, type CatalogItem, catalogItem, catalogQuestion } from './catalog.ts';
import { BY_ERROR, errorNames as namesOf } from './error-types.ts';
import { rowAggregate } from './row-aggregate.ts';

export const errorNames: Catalog<CatalogItem> = {
  // Several codes may have one name, so the limit is kept once they are put together.
  aggregate: (request) => rowAggregate(request, { by: BY_ERROR, leftOut: ['errorNames'] }),
  list: ({ buckets }, _, limit) => {
    const names = namesOf(buckets);
    return {
      body: names.slice(0, limit).map(({ name, rows }) => catalogItem(name, rows)),
      total: names.length,
    };
  },
};

export const availableErrorNames = catalogQuestion<Endpoints['availableErrorNames'], CatalogItem>(errorNames);
