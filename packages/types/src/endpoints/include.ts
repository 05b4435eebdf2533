import { one, oneOf } from '../request/parameter.ts';

/** What a list may hold besides live rows. */
export const INCLUDED = ['archived'] as const;

/** The `include` of the lists of executions (CONTRACT section 4). */
export const include = {
  include: one(
    oneOf(INCLUDED).optional(),
    'archived lists archived rows as well, each row once; without it live ones alone',
    'archived',
  ),
};
