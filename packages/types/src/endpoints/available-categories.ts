import { catalogEndpoint } from './catalog.ts';

export const availableCategories = catalogEndpoint(
  'available-categories',
  'Categories that rows have, most frequent first',
);
