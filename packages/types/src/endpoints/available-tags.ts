import { catalogEndpoint } from './catalog.ts';

export const availableTags = catalogEndpoint('available-tags', 'Tags that rows have, most frequent first');
