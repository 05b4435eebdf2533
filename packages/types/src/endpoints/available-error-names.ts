import { catalogEndpoint } from './catalog.ts';

export const availableErrorNames = catalogEndpoint(
  'available-error-names',
  'Error names that rows have, most frequent first',
);
