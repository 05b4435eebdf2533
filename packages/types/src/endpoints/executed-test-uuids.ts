import { z } from 'zod';
import { catalogParameters } from './catalog.ts';
import { readEndpoint } from './endpoint.ts';

export const executedTestUuids = readEndpoint(
  'executed-test-uuids',
  'UUIDs of tests that have rows, most frequent first',
  catalogParameters,
  z.strictObject({ success: z.literal(true), uuids: z.array(z.string()) }),
);
