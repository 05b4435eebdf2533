function asList(value: unknown): unknown[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item) => item !== null && item !== undefined);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Every value stored under a path of two names such as `routing.hostname`, nested and dotted spelling together
 * (CONTRACT section 1). Null and absent values are no values.
 */
export function readValues(source: Readonly<Record<string, unknown>>, path: string): unknown[] {
  const [group = '', field = ''] = path.split('.');
  const nested = Object.hasOwn(source, group) ? source[group] : undefined;
  const inner = isRecord(nested) && Object.hasOwn(nested, field) ? asList(nested[field]) : [];
  const dotted = Object.hasOwn(source, path) ? asList(source[path]) : [];
  return [...inner, ...dotted];
}

/** The distinct strings under a path: a value twice in one row counts once (CONTRACT section 1). */
export function readStrings(source: Readonly<Record<string, unknown>>, path: string): string[] {
  return [...new Set(readValues(source, path).map(String))];
}

/** The one string under a path, or null. An empty string is a value (CONTRACT section 9). */
export function readString(source: Readonly<Record<string, unknown>>, path: string): string | null {
  return readStrings(source, path)[0] ?? null;
}

/** The one boolean under a path; missing is false (CONTRACT section 1). */
export function readBoolean(source: Readonly<Record<string, unknown>>, path: string): boolean {
  return readStrings(source, path)[0] === 'true';
}

/** The one number under a path, or null. */
export function readNumber(source: Readonly<Record<string, unknown>>, path: string): number | null {
  const [value] = readValues(source, path);
  return value === undefined || !Number.isFinite(Number(value)) ? null : Number(value);
}
