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

function flatten(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return NOTHING;
  return Array.isArray(value) ? value.flatMap(flatten) : [value];
}

/** Stands for values of which there may be several. */
export const SEVERAL = Symbol('several');

type Scalar = string | number | boolean | bigint | symbol;

const scalarOf = (value: unknown): Scalar | undefined => {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? SEVERAL : (value as Scalar);
};

/**
 * Reads the one value of a two-step path, as most documents have it, without building lists: undefined where there is
 * none, `SEVERAL` where `valuesReader` has to look.
 */
export function scalarReader(path: string): (source: JsonObject) => Scalar | undefined {
  const dot = path.indexOf('.');
  const group = path.slice(0, dot);
  const leaf = path.slice(dot + 1);
  return (source) => {
    const parent = source[group];
    const dotted = source[path];
    if (parent === undefined) return scalarOf(dotted);
    if (!isObject(parent)) return SEVERAL;
    const nested = parent[leaf];
    if (dotted === undefined) return scalarOf(nested);
    return nested === undefined ? scalarOf(dotted) : SEVERAL;
  };
}

/**
 * Reads a two-step path such as `routing.event_time` from documents whose keys are nested, dotted, or both
 * (CONTRACT section 1). A list of objects on the way is read as Elasticsearch reads it: the values of all of them.
 */
export function valuesReader(path: string): (source: JsonObject) => LayoutValues {
  const dot = path.indexOf('.');
  const group = path.slice(0, dot);
  const leaf = path.slice(dot + 1);
  return (source) => {
    const parent = source[group];
    const nested = isObject(parent)
      ? flatten(parent[leaf])
      : flatten(parent).flatMap((item) => (isObject(item) ? flatten(item[leaf]) : []));
    return { nested, dotted: flatten(source[path]) };
  };
}
