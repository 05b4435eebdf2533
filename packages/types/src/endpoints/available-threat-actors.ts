import { catalogEndpoint } from './catalog.ts';

export const availableThreatActors = catalogEndpoint(
  'available-threat-actors',
  'Threat actors that rows have, most frequent first',
);
