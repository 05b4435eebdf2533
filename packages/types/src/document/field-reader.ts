import type { DocumentField, FieldType } from './document-fields.ts';
import { parseInstant } from './parse-instant.ts';
import { type JsonObject, type LayoutValues, valuesReader } from './values-reader.ts';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && NUMBER.test(value)) return Number(value);
  return undefined;
}

function toInteger(value: unknown): number | undefined {
  const number = toNumber(value);
  if (number === undefined) return undefined;
  const integer = Math.trunc(number);
  return Number.isSafeInteger(integer) ? integer + 0 : undefined;
}

const toFloat = (value: unknown): number | undefined => {
  const number = toNumber(value);
  return Number.isFinite(number) ? number : undefined;
};

function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  return value === 'false' || value === '' ? false : undefined;
}

const toKeyword = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'object' ? undefined : String(value);

/** One value as its field's type, the way an Elasticsearch mapping of that type coerces it; undefined when it can't be. */
const COERCE = {
  keyword: toKeyword,
  keywords: toKeyword,
  boolean: toBoolean,
  integer: toInteger,
  float: toFloat,
  date: parseInstant,
} as const satisfies Record<FieldType, (value: unknown) => unknown>;

const EXPECTED: Record<FieldType, string> = {
  keyword: 'a string',
  keywords: 'a string or a list of strings',
  boolean: 'true or false',
  integer: 'a whole number',
  float: 'a number',
  date: 'an ISO-8601 time or epoch milliseconds',
};

type Scalar = string | number | boolean;

/** The values of one field, and what is wrong with them as a sentence for the person who wrote the document. */
export interface FieldReading {
  readonly values: readonly Scalar[];
  readonly problem: string | null;
}

/** Whether both layouts say the same: as values of the field's type, in any order, however often repeated. */
function agree({ nested, dotted }: LayoutValues, type: FieldType): boolean {
  const values = (layout: readonly unknown[]) => new Set<unknown>(layout.map((value) => COERCE[type](value)));
  return values(nested).symmetricDifference(values(dotted)).size === 0;
}

const NONE: readonly Scalar[] = [];
const ABSENT: FieldReading = { values: NONE, problem: null };

const wrongType = ({ path, type }: DocumentField, value: unknown): string =>
  `${path} must be ${EXPECTED[type]}, not ${JSON.stringify(value)}`;

function readMany(layouts: LayoutValues, field: DocumentField): FieldReading {
  const { nested, dotted } = layouts;
  const values = new Set<Scalar>();
  let problem: string | null = null;
  if (nested.length > 0 && dotted.length > 0 && !agree(layouts, field.type)) {
    problem = `${field.path} is given both nested and dotted with different values`;
  }
  for (const value of [...nested, ...dotted]) {
    const coerced = COERCE[field.type](value);
    if (coerced === undefined) problem ??= wrongType(field, value);
    else values.add(coerced);
  }
  if (values.size > 1 && field.type !== 'keywords') problem ??= `${field.path} has more than one value`;
  return { values: [...values], problem };
}

/** Stands for a value that takes reading all layouts of a field. */
export const SEVERAL = Symbol('several');

/** Reads one field of documents in whatever layout. */
export interface FieldReader {
  /** The value of a field that has one alone and well typed, as most do; undefined where it has none. */
  one(source: JsonObject): Scalar | undefined | typeof SEVERAL;
  /** All its values: repeats are dropped, values of a wrong type are left out and told. */
  all(source: JsonObject): FieldReading;
}

/** How a field is read. */
export function fieldReader(field: DocumentField): FieldReader {
  const { only, all } = valuesReader(field.path);
  const coerce: (value: unknown) => Scalar | undefined = COERCE[field.type];
  return {
    one(source) {
      const value = only(source, SEVERAL);
      if (value === undefined || value === null) return undefined;
      return value === SEVERAL ? SEVERAL : (coerce(value) ?? SEVERAL);
    },
    all(source) {
      const layouts = all(source);
      const { nested, dotted } = layouts;
      const found = nested.length + dotted.length;
      if (found === 0) return ABSENT;
      if (found > 1) return readMany(layouts, field);
      const value = nested.length === 1 ? nested[0] : dotted[0];
      const coerced = coerce(value);
      return coerced === undefined
        ? { values: NONE, problem: wrongType(field, value) }
        : { values: [coerced], problem: null };
    },
  };
}
