import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { figures } from './figures.ts';
import { breakdownLimit } from './limit.ts';

export const defenseScoreByCategorySubcategory = readEndpoint(
  'defense-score/by-category-subcategory',
  'The defense score of each category and of its subcategories',
  breakdownLimit,
  z.array(
    z.strictObject({
      category: z.string(),
      ...figures,
      subcategories: z.array(z.strictObject({ subcategory: z.string(), ...figures })),
    }),
  ),
);
