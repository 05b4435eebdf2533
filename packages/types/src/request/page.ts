import { one, wholeNumber } from './parameter.ts';

const DEFAULT_SIZE = 25;
const LARGEST_SIZE = 1_000;

/** Which page of a list to answer (CONTRACT section 4, Pages); one past the end has no items. */
export const pageParameters = {
  page: one(
    wholeNumber(1, Number.MAX_SAFE_INTEGER)
      .optional()
      .transform((value) => value ?? 1),
    'Page number, from 1',
    '2',
  ),
  pageSize: one(
    wholeNumber(1, LARGEST_SIZE)
      .optional()
      .transform((value) => value ?? DEFAULT_SIZE),
    `How many items a page has (default ${DEFAULT_SIZE}, at most ${LARGEST_SIZE})`,
    '100',
  ),
};
