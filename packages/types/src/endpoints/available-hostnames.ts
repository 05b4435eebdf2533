import { catalogEndpoint } from './catalog.ts';

export const availableHostnames = catalogEndpoint(
  'available-hostnames',
  'Hosts that have rows, most frequent first',
);
