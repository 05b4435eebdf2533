import type { Endpoints } from '@achilles/types';
import { type Catalog, type CatalogItem, catalogQuestion, labelledItem } from './catalog.ts';
import { BY_ERROR, errorTypes } from './error-types.ts';
import { rowAggregate } from './row-aggregate.ts';

export const errorCodes: Catalog<CatalogItem> = {
  // A code may have several names, so the limit is kept once they are put together.
  aggregate: (request) => rowAggregate(request, { by: BY_ERROR, leftOut: ['errorCodes'] }),
  list: ({ buckets }, _, limit) => {
    const types = errorTypes(buckets).filter(({ code }) => code !== null);
    return {
      body: types
        .slice(0, limit)
        .map(({ code, name, rows }) => labelledItem(String(code), rows, `${code} (${name})`)),
      total: types.length,
    };
  },
};

export const availableErrorCodes = catalogQuestion<Endpoints['availableErrorCodes'], CatalogItem>(errorCodes);
