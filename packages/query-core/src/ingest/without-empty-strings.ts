import { DOCUMENT_FIELDS, type JsonObject } from '@achilles/types';

const PATHS = new Set<string>(Object.values(DOCUMENT_FIELDS).map(({ path }) => path));
const GROUPS = new Set<string>([...PATHS].map((path) => path.slice(0, path.indexOf('.'))));

const ABSENT = Symbol('absent');

function cleanValue(value: unknown): unknown {
  if (value === '') return ABSENT;
  if (!Array.isArray(value) || !value.some((item) => item === '' || Array.isArray(item))) return value;
  return value.map(cleanValue).filter((item) => item !== ABSENT);
}

const hasEmpty = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.some(hasEmpty));

/** Whether an empty string stands anywhere near a field that means something; most documents have none. */
function mayHaveEmpty(source: JsonObject): boolean {
  for (const key in source) {
    const value = source[key];
    if (hasEmpty(value)) return true;
    if (!GROUPS.has(key)) continue;
    if (Array.isArray(value)) return true;
    const group = value as JsonObject | null;
    for (const member in group) if (hasEmpty(group[member])) return true;
  }
  return false;
}

/** A copy of an object whose members went through `clean`, or the object itself when that changed none. */
function mapped(object: JsonObject, clean: (key: string, value: unknown) => unknown): JsonObject {
  let changed = false;
  const members: [string, unknown][] = [];
  for (const [key, value] of Object.entries(object)) {
    const cleaned = clean(key, value);
    changed ||= cleaned !== value;
    if (cleaned !== ABSENT) members.push([key, cleaned]);
  }
  return changed ? Object.fromEntries(members) : object;
}

function cleanGroup(group: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => cleanGroup(group, item));
  if (typeof value !== 'object' || value === null) return value;
  return mapped(value as JsonObject, (key, member) =>
    PATHS.has(`${group}.${key}`) ? cleanValue(member) : member,
  );
}

/** The document without the empty strings in fields that mean something (CONTRACT section 9); unknown fields stay as they are. */
export function withoutEmptyStrings(source: JsonObject): JsonObject {
  if (!mayHaveEmpty(source)) return source;
  return mapped(source, (key, value) => {
    if (PATHS.has(key)) return cleanValue(value);
    return GROUPS.has(key) ? cleanGroup(key, value) : value;
  });
}
