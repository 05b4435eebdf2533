/**
 * The values of a comma-separated list: `\,` is a comma inside a value, `\\` a backslash, any other `\` itself;
 * blanks around values are trimmed and empty values dropped (CONTRACT section 2).
 */
export function splitList(raw: string): string[] {
  const values: string[] = [];
  let value = '';
  for (let i = 0; i < raw.length; i++) {
    const next = raw[i + 1];
    if (raw[i] === '\\' && (next === ',' || next === '\\')) {
      value += next;
      i++;
    } else if (raw[i] === ',') {
      values.push(value);
      value = '';
    } else {
      value += raw[i];
    }
  }
  values.push(value);
  return values.map((v) => v.trim()).filter((v) => v !== '');
}
