type Reviver = (this: unknown, key: string, value: unknown, context: { source: string }) => unknown;

/** What TypeScript's library does not know of JSON yet. */
const exact = JSON as unknown as {
  parse(text: string, reviver: Reviver): unknown;
  rawJSON(text: string): object;
  isRawJSON(value: unknown): boolean;
};

/** A number as text, for those that JavaScript's numbers would round. */
export const rawNumber = (text: string): object => exact.rawJSON(text);

/** Parses JSON without rounding any number. */
export const parseExactly = (text: string): unknown =>
  exact.parse(text, (_, value, { source }) =>
    typeof value === 'number' && String(value) !== source ? exact.rawJSON(source) : value,
  );

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || exact.isRawJSON(value)) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** One text for all documents that say the same, whatever the order of their fields. */
export const canonicalText = (document: unknown): string => JSON.stringify(sorted(document));
