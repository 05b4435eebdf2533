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

const isAkinTo = (name: string, candidate: string): boolean => {
  const words = wordsOf(name);
  return wordsOf(candidate).some((word) => words.some((other) => areAkin(word, other)));
};

const lettersApart = (name: string, candidate: string): number =>
  leven(name.toLowerCase(), candidate.toLowerCase());

/** The known name that a mistyped one is most like, by its words and then by its letters; undefined where nothing is known. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const distance = (candidate: string): number =>
    lettersApart(name, candidate) + (isAkinTo(name, candidate) ? 0 : name.length);
  const [nearest] = known.toSorted((a, b) => distance(a) - distance(b));
  return nearest;
}

/** The nearest name where it may be meant: it shares a word, or a third of its letters at most are others. */
export function nearName(name: string, known: readonly string[]): string | undefined {
  const nearest = nearestName(name, known);
  if (nearest === undefined) return undefined;
  const isNear = lettersApart(name, nearest) <= Math.min(name.length, nearest.length) / 3;
  return isNear || isAkinTo(name, nearest) ? nearest : undefined;
}
