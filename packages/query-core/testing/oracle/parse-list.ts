/**
 * Splits one list parameter (CONTRACT section 2): `\,` is a comma inside a value, `\\` a backslash, any other `\` itself;
 * blanks around values are trimmed and empty values dropped.
 */
export function parseList(text: string): string[] {
  const values = [''];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (char === ',') values.push('');
    else if (char === '\\' && (next === ',' || next === '\\')) {
      values.push(`${values.pop()}${next}`);
      at += 1;
    } else values.push(`${values.pop()}${char}`);
  }
  return values.map((value) => value.trim()).filter((value) => value !== '');
}
