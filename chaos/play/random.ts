import { createRng } from '@achilles/query-core/testing';

/** A seeded source of choices. */
export type Random = ReturnType<typeof createRng>;

/** Sources that do not disturb each other, however often each is asked: one for each part of a case. */
export function randomOf(seed: number, part: string): Random {
  let mixed = seed | 0;
  for (const character of part) mixed = Math.imul(mixed ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return createRng(mixed);
}
