import { one, wholeNumber } from '../request/parameter.ts';

/** The `limit` of a list: it keeps the values with the largest count (CONTRACT section 4). */
export const limit = (
  byDefault: number,
  most: number,
  what = 'How many values to answer, those with the largest count',
) =>
  one(
    wholeNumber(1, most)
      .optional()
      .transform((value) => value ?? byDefault),
    `${what} (default ${byDefault}, at most ${most})`,
    '10',
  );

/** The `limit` of a list that is whole where none is given (CONTRACT section 4, Catalogs). */
export const uncutLimit = (most: number) =>
  one(
    wholeNumber(1, most).optional(),
    `How many values to answer, those with the largest count (default all, else at most ${most})`,
    '10',
  );

/** The `limit` of a breakdown. */
export const breakdownLimit = { limit: limit(1_000, 10_000) };
