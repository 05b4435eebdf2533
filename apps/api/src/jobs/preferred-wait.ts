/** Longer waits are cut to this many seconds (CONTRACT section 5). */
const MOST_SECONDS = 60;

/** A preference as RFC 7240 section 2 words it: a name, a value that may be quoted, and parameters. */
const WORD = String.raw`(?:[!#$%&'*+\-.^_\x60|~\w]+|"(?:[^"\\]|\\.)*")`;
const TOKEN = String.raw`[!#$%&'*+\-.^_\x60|~\w]+`;
const PREFERENCE = new RegExp(
  String.raw`^\s*(?<name>${TOKEN})(?:\s*=\s*(?<value>${WORD})?)?(?:\s*;\s*(?:${TOKEN}(?:\s*=\s*${WORD}?)?)?)*\s*$`,
);
/** What stands between two commas that are not inside a quoted text. */
const PARTS = /(?:"(?:[^"\\]|\\.)*"|[^,"]|")+/g;

const unquoted = (word: string): string =>
  word.startsWith('"') ? word.slice(1, -1).replaceAll(/\\(.)/g, '$1') : word;

/**
 * The seconds that a caller would have its answer wait, of a `Prefer` header such as `respond-async, wait=10` (RFC 7240);
 * null where it does not say. What is malformed is passed over, and so is every other preference; of several waits the
 * first counts.
 */
export function preferredWait(header: string): number | null {
  for (const part of header.match(PARTS) ?? []) {
    const { name = '', value = '' } = PREFERENCE.exec(part)?.groups ?? {};
    if (name.toLowerCase() !== 'wait') continue;
    const seconds = unquoted(value);
    return /^\d+$/.test(seconds) ? Math.min(Number(seconds), MOST_SECONDS) : null;
  }
  return null;
}
