import { z } from 'zod';
import { Organization } from '../organization.ts';
import { catalogParameters } from './catalog.ts';
import { readEndpoint } from './endpoint.ts';

export const organizations = readEndpoint(
  'organizations',
  'Organizations that have rows, with their names, most frequent first',
  catalogParameters,
  z.array(Organization.strict()),
);
