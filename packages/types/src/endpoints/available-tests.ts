import { z } from 'zod';
import { catalogParameters } from './catalog.ts';
import { readEndpoint } from './endpoint.ts';

export const availableTests = readEndpoint(
  'available-tests',
  'Names of tests that have rows, most frequent first',
  catalogParameters,
  z.array(z.string()),
);
