import { catalogEndpoint } from './catalog.ts';

export const availableBundleNames = catalogEndpoint(
  'available-bundle-names',
  'Bundle names that rows have, most frequent first',
);
