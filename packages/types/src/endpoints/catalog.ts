import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { count } from './figures.ts';
import { uncutLimit } from './limit.ts';

/** The parameters of a catalog: all its values are listed unless a limit is given (CONTRACT section 4, Catalogs). */
export const catalogParameters = { limit: uncutLimit(10_000) };

/** The values that rows have in one field, as a filter takes them, each with the number of its rows. */
export const catalogItems = z.array(
  z.strictObject({
    value: z.string().describe('As a filter takes it'),
    label: z.string().describe('As a person reads it'),
    count: count.describe('Rows'),
  }),
);

/** Declares the catalog of one field. */
export const catalogEndpoint = (path: string, summary: string) =>
  readEndpoint(path, summary, catalogParameters, catalogItems);
