import { z } from 'zod';

/**
 * One query parameter: what its value must be, and whether it takes one value or a comma-separated list.
 * The schema sees trimmed text (a list of it where `kind` is list) and never an empty value.
 */
export interface Parameter<T> {
  readonly kind: 'one' | 'list';
  readonly schema: z.ZodType<T>;
  readonly description: string;
  readonly example: string;
}

/** Parameters by name. */
export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

/** What a set of parameters parses to. */
export type ParameterValues<P extends Parameters> = {
  readonly [N in keyof P]: P[N] extends Parameter<infer T> ? T : never;
};

/** A parameter that takes one value. */
export const one = <T>(schema: z.ZodType<T>, description: string, example: string): Parameter<T> => ({
  kind: 'one',
  schema,
  description,
  example,
});

/** A parameter that takes a comma-separated list and may be repeated; absent is undefined. */
export const listOf = <T>(
  item: z.ZodType<T>,
  description: string,
  example: string,
): Parameter<T[] | undefined> => ({
  kind: 'list',
  schema: z.array(item).optional(),
  description,
  example,
});

/** Any text. */
export const text = z.string();

/** One of the given words. */
export const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words, { error: () => `must be one of ${words.join(', ')}` });

/** `true` or `false`. */
export const trueOrFalse = oneOf(['true', 'false']).transform((word) => word === 'true');

/** A whole number within bounds, both included. */
export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^[+-]?\d{1,16}$/, { error: () => `must be a whole number from ${least} to ${most}` })
    .meta({ type: 'integer', minimum: least, maximum: most, pattern: undefined })
    .transform(Number)
    .refine((value) => value >= least && value <= most, {
      error: () => `must be a whole number from ${least} to ${most}`,
    });
