import { z } from 'zod';
import { catalogParameters } from './catalog.ts';
import { readEndpoint } from './endpoint.ts';

export const availableTechniques = readEndpoint(
  'available-techniques',
  'ATT&CK techniques that rows have, most frequent first',
  catalogParameters,
  z.array(z.string()),
);
