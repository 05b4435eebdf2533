import { type Endpoints, fullNameOf, type Organization, shortNameOf } from '@achilles/types';
import { catalogQuestion, valueCatalog } from './catalog.ts';

export const organizations = catalogQuestion<Endpoints['organizations'], Organization>(
  valueCatalog({
    field: 'org',
    own: 'org',
    item: (uuid, _, { organizations: known }) => ({
      uuid,
      shortName: shortNameOf(uuid, known),
      fullName: fullNameOf(uuid, known),
    }),
  }),
);
