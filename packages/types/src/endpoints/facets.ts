import { z } from 'zod';
import { catalogItems, catalogParameters } from './catalog.ts';
import { readEndpoint } from './endpoint.ts';

export const facets = readEndpoint(
  'facets',
  'Every available-* list in one answer',
  catalogParameters,
  z.strictObject({
    tests: z.array(z.string()),
    techniques: z.array(z.string()),
    hostnames: catalogItems,
    categories: catalogItems,
    severities: catalogItems,
    threatActors: catalogItems,
    tags: catalogItems,
    errorNames: catalogItems,
    errorCodes: catalogItems,
    bundleNames: catalogItems,
  }),
);
