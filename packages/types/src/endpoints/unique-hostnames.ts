import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { count } from './figures.ts';

export const uniqueHostnames = readEndpoint(
  'unique-hostnames',
  'How many hosts have rows',
  {},
  z.strictObject({ count: count.describe('Distinct hostnames') }),
);
