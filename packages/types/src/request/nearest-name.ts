import leven from 'leven';

const LEAST_STEM = 3;

/** The words of a name: `sortField` is sort and field, `test_name` test and name. */
const wordsOf = (name: string): readonly string[] =>
  name
    .split(/(?=[A-Z])|_/)
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= LEAST_STEM);

/** Whether two words begin with the same stem, such as `severity` and `severities`, or `page` and `pages`. */
function areAkin(a: string, b: string): boolean {
  const stem = Math.max(LEAST_STEM, Math.min(a.length, b.length) - 1);
  return a.slice(0, stem) === b.slice(0, stem);
}

/** The known name that a mistyped one is most like, by its words and then by its letters; undefined where nothing is known. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const words = wordsOf(name);
  const distance = (candidate: string): number => {
    const isAkin = wordsOf(candidate).some((word) => words.some((other) => areAkin(word, other)));
    return leven(name.toLowerCase(), candidate.toLowerCase()) + (isAkin ? 0 : name.length);
  };
  const [nearest] = known.toSorted((a, b) => distance(a) - distance(b));
  return nearest;
}
