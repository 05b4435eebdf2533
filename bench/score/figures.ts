/** What an answer comes to, by key: the counts that everything else in it follows from. */
export type Figures = ReadonlyMap<string, readonly (string | number | null)[]>;

/** Units of one verdict each: protected, detected, unprotected. */
export type Verdicts = readonly [number, number, number];

/** The key of a subcategory within its category. */
export const withinCategory = (category: string, subcategory: string): string =>
  `${category} / ${subcategory}`;

/** The key of what describes a test, beside its counts. */
export const described = (test: string): string => `${test} (newest)`;

/** The first difference between two sets of figures, in words; null where they are equal. */
export function firstDifference(a: Figures, b: Figures): string | null {
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const [left, right] = [JSON.stringify(a.get(key) ?? null), JSON.stringify(b.get(key) ?? null)];
    if (left !== right) return `'${key}': ${left} and ${right}`;
  }
  return null;
}
