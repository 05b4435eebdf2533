import { catalogEndpoint } from './catalog.ts';

export const availableErrorCodes = catalogEndpoint(
  'available-error-codes',
  'Exit codes that rows have, most frequent first',
);
