/** A document, or any object within it. */
export type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The values of one path in each layout it was written in; null and empty lists are no value. */
export interface LayoutValues {
  readonly nested: readonly unknown[];
  readonly dotted: readonly unknown[];
}

const NOTHING: readonly unknown[] = [];

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;
const isValue = (value: unknown): boolean => typeof value !== 'object' && value !== undefined;

function flatten(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return NOTHING;
  if (!Array.isArray(value)) return [value];
  return value.every(isValue) ? value : value.flatMap(flatten);
}

/** Reads one path of documents. */
export interface ValuesReader {
  /** All its values, in each layout. */
  all(source: JsonObject): LayoutValues;
  /**
   * Its value where it stands in one layout and is no list, as most do; null and undefined are no value.
   * @returns `several` where that takes reading all
   */
  only(source: JsonObject, several: symbol): unknown;
}

/**
 * Reads a two-step path such as `routing.event_time` from documents whose keys are nested, dotted, or both
 * (CONTRACT section 1). A list of objects on the way is read as Elasticsearch reads it: the values of all of them.
 */
export function valuesReader(path: string): ValuesReader {
  const dot = path.indexOf('.');
  const group = path.slice(0, dot);
  const leaf = path.slice(dot + 1);
  return {
    all(source) {
      const parent = source[group];
      const nested = isObject(parent)
        ? flatten(parent[leaf])
        : flatten(parent).flatMap((item) => (isObject(item) ? flatten(item[leaf]) : []));
      return { nested, dotted: flatten(source[path]) };
    },
    only(source, several) {
      const parent = source[group];
      const dotted = source[path];
      if (parent === undefined) return isScalar(dotted) ? dotted : several;
      if (dotted !== undefined || !isObject(parent)) return several;
      const nested = parent[leaf];
      return isScalar(nested) ? nested : several;
    },
  };
}
