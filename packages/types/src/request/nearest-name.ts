import leven from 'leven';

/** The known name that a mistyped one is most like; undefined where nothing is known. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const distance = (candidate: string) => leven(name.toLowerCase(), candidate.toLowerCase());
  const [nearest] = known.toSorted((a, b) => distance(a) - distance(b));
  return nearest;
}
