type RawJson = (text: string) => unknown;
type Parse = (
  text: string,
  revive: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

/** What TypeScript's library does not know of JSON yet. */
const { rawJSON, parse } = JSON as unknown as { readonly rawJSON: RawJson; readonly parse: Parse };

/**
 * Finds what may be a number that a double does not print as it was written: with an exponent, of 16 characters or more,
 * ending in 0 after the point, smaller than a millionth, or -0.
 */
const UNUSUAL =
  /[:,[]\s*-?(?:\d+(?:\.\d+)?[eE][+-]?\d+|[\d.]{16,}|\d+\.\d*0|0\.0{6}\d*|(?<=-)0)(?=\s*[,\]}])/;

const asWritten = (_key: string, value: unknown, { source }: { readonly source?: string }): unknown =>
  typeof value === 'number' && source !== undefined && source !== String(value) ? rawJSON(source) : value;

/**
 * Parses JSON so that `JSON.stringify` gives every number back as it was written, also those beyond 2^53 and those like
 * `1.10`: they become `JSON.rawJSON` values.
 */
export function parseLosslessly<T = unknown>(text: string): T {
  // Looking at each value takes ten times as long, and few documents have such numbers.
  return (UNUSUAL.test(text) ? parse(text, asWritten) : JSON.parse(text)) as T;
}
