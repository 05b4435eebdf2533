import { catalogEndpoint } from './catalog.ts';

export const availableSeverities = catalogEndpoint(
  'available-severities',
  'Severities that rows have, critical first',
);
