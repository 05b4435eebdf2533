import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { count } from './figures.ts';

export const uniqueTests = readEndpoint(
  'unique-tests',
  'How many tests have rows, by UUID',
  {},
  z.strictObject({ count: count.describe('Distinct test UUIDs') }),
);
